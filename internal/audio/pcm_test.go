package audio

import (
	"math"
	"testing"
	"time"
)

// tone returns a sine at a level in dB of full scale.
func tone(rate int, hz, db, seconds float64) PCM {
	p := PCM{Rate: rate, Samples: make([]float32, int(seconds*float64(rate)))}
	a := math.Pow(10, db/20)
	for i := range p.Samples {
		p.Samples[i] = float32(a * math.Sin(2*math.Pi*hz*float64(i)/float64(rate)))
	}
	return p
}

// bursts returns a sound that resembles speech: a buzz of harmonics that swells and stops
// a few times per second.
func bursts(rate int, db, seconds float64) PCM {
	p := PCM{Rate: rate, Samples: make([]float32, int(seconds*float64(rate)))}
	a := math.Pow(10, db/20)
	for i := range p.Samples {
		t := float64(i) / float64(rate)
		v := 0.0
		for h := 1.0; h < 20; h++ {
			v += math.Cos(2*math.Pi*110*h*t+h*h) / h // different phases, as in a voice
		}
		swell := math.Max(0, math.Sin(2*math.Pi*3*t))
		p.Samples[i] = float32(a * v / 3.5 * swell)
	}
	return p
}

func rms(x []float32) float64 {
	sum := 0.0
	for _, s := range x {
		sum += float64(s) * float64(s)
	}
	return math.Sqrt(sum / float64(max(1, len(x))))
}

func TestJoinBringsPartsToTheHighestRateAndKeepsTheirLength(t *testing.T) {
	a, b := tone(8000, 440, -6, 0.5), tone(22050, 440, -6, 0.25)
	joined := Join(a, Silence(0, time.Second), b)
	if joined.Rate != 22050 {
		t.Fatalf("rate %d, want 22050", joined.Rate)
	}
	if d := joined.Duration() - 750*time.Millisecond; d.Abs() > time.Millisecond {
		t.Errorf("lasts %v, want 750ms", joined.Duration())
	}
	if a.Rate != 8000 || len(a.Samples) != 4000 {
		t.Error("a part was changed")
	}
}

func TestZeroPCMIsHarmless(t *testing.T) {
	var p PCM
	if p.Duration() != 0 || p.Peak() != 0 || !math.IsInf(Loudness(p), -1) {
		t.Error("the zero PCM is not silence of no length")
	}
	for name, q := range map[string]PCM{
		"trim": Trim(p, -40, time.Second, time.Second), "stretch": Stretch(p, 2),
		"normalize": Normalize(p, -16), "limit": Limit(p, -1), "resample": Resample(p, 16000),
	} {
		if len(q.Samples) != 0 {
			t.Errorf("%s made sound out of nothing", name)
		}
	}
	if got, err := DecodeWAV(WAV(p)); err != nil || len(got.Samples) != 0 {
		t.Errorf("its WAV reads back as %d samples, %v", len(got.Samples), err)
	}
}

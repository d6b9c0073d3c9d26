package audio

import (
	"math"
	"testing"
	"time"

	"carrel/internal/study"
)

func TestEarconsAreShortSoftAndWithoutClicks(t *testing.T) {
	for _, rate := range []int{8000, 16000, 22050, 48000} {
		for _, e := range Earcons {
			p, err := e.Synthesize(rate)
			if err != nil {
				t.Fatal(err)
			}
			if d := p.Duration(); d > 300*time.Millisecond || d < 80*time.Millisecond {
				t.Errorf("%s lasts %v", e, d)
			}
			if l := Loudness(p); math.Abs(l-earconLoudness) > 0.5 {
				t.Errorf("%s has %.1f LUFS, want %.0f", e, l, earconLoudness)
			}
			if peak := TruePeak(p); peak > -8 {
				t.Errorf("%s peaks at %.1f dB", e, peak)
			}
			if p.Samples[0] != 0 || math.Abs(float64(p.Samples[len(p.Samples)-1])) > 1e-3 {
				t.Errorf("%s does not begin and end in silence", e)
			}
			// A click is a jump steeper than the highest partial, 5.3 kHz, can produce.
			limit := 2 * math.Pi * 5300 / float64(rate) * p.Peak()
			for i := 1; i < len(p.Samples); i++ {
				if math.Abs(float64(p.Samples[i]-p.Samples[i-1])) > math.Max(limit, 0.02) {
					t.Errorf("%s clicks at sample %d", e, i)
					break
				}
			}
		}
	}
}

func TestEarconsAreDistinct(t *testing.T) {
	const rate = 16000
	for i, a := range Earcons {
		for _, b := range Earcons[i+1:] {
			p, _ := a.Synthesize(rate)
			q, _ := b.Synthesize(rate)
			if c := bestCorrelation(p.Samples, q.Samples); c > 0.8 {
				t.Errorf("%s and %s are %.2f alike", a, b, c)
			}
		}
	}
	if _, err := Earcon("buzzer").Synthesize(rate); study.KindOf(err) != study.NotFound {
		t.Errorf("an unknown earcon: %v", err)
	}
}

func bestCorrelation(a, b []float32) float64 {
	best := 0.0
	norm := math.Sqrt(float64(len(a))) * rms(a) * math.Sqrt(float64(len(b))) * rms(b)
	for lag := -400; lag <= 400; lag += 2 {
		dot := 0.0
		for i, s := range a {
			if j := i + lag; j >= 0 && j < len(b) {
				dot += float64(s) * float64(b[j])
			}
		}
		best = math.Max(best, math.Abs(dot)/norm)
	}
	return best
}

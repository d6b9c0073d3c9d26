package audio

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// The expected coefficients are those that ITU-R BS.1770-5 lists for 48 kHz.
func TestKWeightingEqualsTheStandardsTable(t *testing.T) {
	shelf, high := kWeighting(48000)
	for _, c := range []struct {
		name      string
		got, want float64
	}{
		{"shelf b0", shelf.b0, 1.53512485958697}, {"shelf b1", shelf.b1, -2.69169618940638},
		{"shelf b2", shelf.b2, 1.19839281085285}, {"shelf a1", shelf.a1, -1.69065929318241},
		{"shelf a2", shelf.a2, 0.73248077421585},
		{"high-pass a1", high.a1, -1.99004745483398}, {"high-pass a2", high.a2, 0.99007225036621},
	} {
		if math.Abs(c.got-c.want) > 1e-9 {
			t.Errorf("%s is %.14f, the table says %.14f", c.name, c.got, c.want)
		}
	}
}

// The signals are those of EBU Tech 3341 (minimum requirements, tests 1 to 5). The
// document gives them in stereo; one channel alone measures 3.01 LU less.
func TestLoudnessOfTheEBUsSignals(t *testing.T) {
	type part struct{ db, seconds float64 }
	mono := 10 * math.Log10(2)
	for _, c := range []struct {
		name  string
		parts []part
		want  float64
	}{
		{"1", []part{{-23, 20}}, -23},
		{"2", []part{{-33, 20}}, -33},
		{"3", []part{{-36, 10}, {-23, 60}, {-36, 10}}, -23},
		{"4", []part{{-72, 10}, {-36, 10}, {-23, 60}, {-36, 10}, {-72, 10}}, -23},
		{"5", []part{{-26, 20}, {-20, 20.1}, {-26, 20}}, -23},
	} {
		rates := []int{8000}
		if len(c.parts) == 1 {
			rates = append(rates, 48000)
		}
		for _, rate := range rates {
			var whole PCM
			for _, p := range c.parts {
				whole = Join(whole, tone(rate, 1000, p.db, p.seconds))
			}
			if got := Loudness(whole); math.Abs(got-(c.want-mono)) > 0.1 {
				t.Errorf("test %s at %d Hz: %.2f LUFS, want %.2f", c.name, rate, got, c.want-mono)
			}
		}
	}
}

func TestLoudnessOfShortSounds(t *testing.T) {
	if got := Loudness(tone(48000, 997, 0, 0.2)); math.Abs(got+3.01) > 0.1 {
		t.Errorf("0.2 s at full scale measures %.2f LUFS, want -3.01", got)
	}
	if got := Loudness(Silence(16000, 1e9)); !math.IsInf(got, -1) {
		t.Errorf("silence measures %v", got)
	}
}

func TestNormalizeReachesTheLoudnessWithinTheCeiling(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rate := rapid.SampledFrom([]int{8000, 16000, 22050}).Draw(t, "rate")
		db := rapid.Float64Range(-25, 0).Draw(t, "dB")
		out := Normalize(bursts(rate, db, rapid.Float64Range(0.2, 0.4).Draw(t, "s")), SpeechLoudness)
		if got := Loudness(out); math.Abs(got-SpeechLoudness) > 0.5 {
			t.Fatalf("%.2f LUFS, want %.1f", got, SpeechLoudness)
		}
		if got := TruePeak(out); got > Ceiling+0.01 {
			t.Fatalf("true peak %.2f dB, ceiling %.1f", got, Ceiling)
		}
	})
}

func TestNormalizeLeavesSilenceAndDoesNotLiftFaintNoise(t *testing.T) {
	if out := Normalize(Silence(16000, 1e9), -16); out.Peak() != 0 {
		t.Error("silence was made to sound")
	}
	if got := Loudness(Normalize(tone(16000, 1000, -66, 1), -16)); got > -25 {
		t.Errorf("noise at -69 LUFS was lifted to %.1f", got)
	}
}

func TestLimitHoldsTheTruePeakAndLeavesTheRest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := PCM{Rate: 16000, Samples: rapid.SliceOfN(rapid.Float32Range(-4, 4), 1, 400).Draw(t, "samples")}
		for i, s := range Limit(p, -1).Samples {
			if math.Abs(float64(s)) > math.Pow(10, -1.0/20)+1e-6 {
				t.Fatalf("sample %d is %v", i, s)
			}
			if math.Abs(float64(s)) > math.Abs(float64(p.Samples[i]))+1e-6 {
				t.Fatalf("sample %d was raised from %v to %v", i, p.Samples[i], s)
			}
		}
	})
	// The frequency is a quarter of the rate and the samples miss the crests, so the
	// sample peaks are 3 dB below the true peak.
	p := PCM{Rate: 16000}
	for i := range 1600 {
		p.Samples = append(p.Samples, float32(1.2*math.Sin(math.Pi/2*float64(i)+math.Pi/4)))
	}
	if got := TruePeak(p); math.Abs(got-20*math.Log10(1.2)) > 0.3 {
		t.Errorf("true peak %.2f dB, want 1.58", got)
	}
	if got := TruePeak(Limit(p, -1)); got > -0.9 {
		t.Errorf("a peak between samples is left at %.2f dB", got)
	}
}

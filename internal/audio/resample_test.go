package audio

import (
	"math"
	"testing"
)

// inner leaves out the ends, where the kernel extends beyond the sound.
func inner(p PCM) []float32 {
	cut := min(len(p.Samples)/4, p.Rate/50)
	return p.Samples[cut : len(p.Samples)-cut]
}

func TestResampleKeepsWhatIsInBothBands(t *testing.T) {
	for _, c := range []struct{ from, to int }{
		{22050, 16000}, {16000, 22050}, {48000, 16000}, {8000, 16000}, {44100, 48000}, {16001, 7999},
	} {
		for _, hz := range []float64{100, 1000, 0.4 * float64(min(c.from, c.to))} {
			got := Resample(tone(c.from, hz, -6, 0.4), c.to)
			want := tone(c.to, hz, -6, 0.4)
			if n := len(got.Samples) - len(want.Samples); n < -1 || n > 1 {
				t.Fatalf("%d to %d: %d samples, want %d", c.from, c.to, len(got.Samples), len(want.Samples))
			}
			diff := PCM{Rate: c.to}
			for i := range min(len(got.Samples), len(want.Samples)) {
				diff.Samples = append(diff.Samples, got.Samples[i]-want.Samples[i])
			}
			if db := 20 * math.Log10(rms(inner(diff))/rms(inner(want))); db > -60 {
				t.Errorf("%d to %d, %.0f Hz: error %.1f dB, want below -60", c.from, c.to, hz, db)
			}
		}
	}
}

func TestResampleDoesNotFoldBack(t *testing.T) {
	for _, c := range []struct {
		from, to int
		hz       float64
	}{{48000, 16000, 9000}, {48000, 16000, 20000}, {22050, 16000, 8600}, {16000, 8000, 6000}} {
		got := Resample(tone(c.from, c.hz, 0, 0.4), c.to)
		if db := 20 * math.Log10(rms(inner(got))*math.Sqrt2); db > -70 {
			t.Errorf("%d to %d: a tone of %.0f Hz is left at %.1f dB, want below -70", c.from, c.to, c.hz, db)
		}
	}
}

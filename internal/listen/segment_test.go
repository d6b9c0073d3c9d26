package listen

import "testing"

// TestTrimCleansInNoise checks that in a noisy room the decoder's sound is cleaned and
// the original is kept beside it, and that in a quiet room both are unchanged.
func TestTrimCleansInNoise(t *testing.T) {
	const original, cleaned = .5, .1
	frames := make([]segmentFrame, 50)
	for i := range frames {
		f := segmentFrame{original: make([]float32, FrameSize), cleaned: make([]float32, FrameSize), db: -6, voice: 1}
		for j := range f.original {
			f.original[j], f.cleaned[j] = original, cleaned
		}
		frames[i] = f
	}
	mix := Shared.Denoise.MixOriginal
	for _, c := range []struct {
		name string
		over float64 // level above the noise, in dB
		want float64
	}{
		{"noisy", Shared.Denoise.BelowSNRDB - 1, mix*original + (1-mix)*cleaned},
		{"quiet", Shared.Denoise.BelowSNRDB + 1, original},
	} {
		u := trim(frames, -6-c.over)
		if len(u.PCM) != len(frames)*FrameSize || len(u.Original) != len(u.PCM) {
			t.Fatalf("%s: %d and %d samples", c.name, len(u.PCM), len(u.Original))
		}
		if u.PCM[0] != float32(c.want) || u.Original[0] != original || !nearly(u.SNRDB, c.over) {
			t.Errorf("%s: %v for the decoder (want %v), %v as it was, %v dB over the noise", c.name, u.PCM[0], c.want, u.Original[0], u.SNRDB)
		}
	}
}

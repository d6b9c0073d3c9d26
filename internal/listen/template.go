package listen

import (
	"math"

	"carrel/internal/lang"
	"carrel/internal/study"
)

// Template is how a learner says one phrase, once: the cepstra of the utterance, rounded
// to one byte each. The sound cannot be restored from it, and it says no more about the
// speaker than any single word does.
type Template struct {
	Lang string `json:"lang"` // "en" or "fr"
	Say  string `json:"say"`  // the phrase as in Grammar
	// Frames holds the cepstra row by row, in steps of 1/Enrolling.Scale.
	Frames []byte `json:"frames"`
}

// Teach makes a template from one trimmed utterance, 16 kHz mono. Too short or too long
// an utterance is an Invalid error.
func Teach(tag, say string, pcm []float32) (Template, error) {
	k := Enrolling
	t := Template{Lang: lang.Base(tag), Say: say}
	for _, row := range CepstraOf(pcm) {
		for _, x := range row {
			t.Frames = append(t.Frames, byte(int8(math.Max(-127, math.Min(127, math.Floor(x*k.Scale+0.5))))))
		}
	}
	return t, t.Check()
}

// Check returns an error if the template is invalid.
func (t Template) Check() error {
	k := Enrolling
	if n := len(t.Frames); n%k.Cepstra != 0 || n < k.FewestFrames*k.Cepstra || n > k.MostFrames*k.Cepstra {
		return study.Errorf(study.Invalid, "how %.40q is said cannot be kept: it must last %d to %d ms; say it once more", t.Say, 10*k.FewestFrames, 10*k.MostFrames)
	}
	return nil
}

func (t Template) cepstra() Cepstra {
	k := Enrolling
	out := make(Cepstra, 0, len(t.Frames)/k.Cepstra)
	for at := 0; at+k.Cepstra <= len(t.Frames); at += k.Cepstra {
		row := make([]float64, k.Cepstra)
		for c := range row {
			row[c] = float64(int8(t.Frames[at+c])) / k.Scale
		}
		out = append(out, row)
	}
	return out
}

// withDeltas appends to each row its weighted slope over the two rows before and after.
func (c Cepstra) withDeltas() Cepstra {
	at := func(i int) []float64 { return c[max(0, min(len(c)-1, i))] }
	out := make(Cepstra, len(c))
	for i, row := range c {
		out[i] = append(make([]float64, 0, 2*len(row)), row...)
		for j := range row {
			d := (at(i + 1)[j] - at(i - 1)[j] + 2*(at(i + 2)[j]-at(i - 2)[j])) / 10
			out[i] = append(out[i], Enrolling.Delta*d)
		}
	}
	return out
}

// warp returns the distance of two utterances by dynamic time warping, per row of both:
// the cheapest path through all pairs of rows, where a step in both utterances counts
// twice (symmetric form P = 0 of Sakoe and Chiba, IEEE Trans. ASSP 26(1), 1978). The
// distance is infinite if one is more than twice as long as the other.
func warp(a, b Cepstra) float64 {
	if len(a) == 0 || len(b) == 0 || len(a) > 2*len(b) || len(b) > 2*len(a) {
		return math.Inf(1)
	}
	last := make([]float64, len(b)+1)
	for j := range last {
		last[j] = math.Inf(1)
	}
	last[0] = 0
	for _, x := range a {
		row := make([]float64, len(b)+1)
		row[0] = math.Inf(1)
		for j, y := range b {
			d := 0.0
			for k := range x {
				d += (x[k] - y[k]) * (x[k] - y[k])
			}
			d = math.Sqrt(d)
			row[j+1] = math.Min(last[j]+2*d, math.Min(last[j+1]+d, row[j]+d))
		}
		last = row
	}
	return last[len(b)] / float64(len(a)+len(b))
}

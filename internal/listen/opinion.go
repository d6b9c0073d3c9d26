package listen

import (
	"context"
	"math"
)

// SecondEar tells how likely phrases are by another way than the decoder: it
// knows how English is written and errs in other places.
type SecondEar interface {
	// SetPhrases takes what may be said from now on.
	SetPhrases(ctx context.Context, phrases []Phrase) error
	// Hear takes a trimmed utterance, 16 kHz mono; nil means that it has no opinion.
	Hear(ctx context.Context, pcm []float32) (*Likelihoods, error)
}

// Likelihoods are natural logarithms of probabilities, given one sound.
type Likelihoods struct {
	Free float64      // of what was most likely said, phrase or not
	Of   []Likelihood // of each meaning; very low for those that were given up early
}

// Likelihood is that of one meaning.
type Likelihood struct {
	Tag string
	Log float64
}

// Opinion is what the second ear makes of the phrase that was chosen.
type Opinion struct {
	// Agrees: it would have chosen the same.
	Agrees bool
	// Fit is how far the phrase is below what was most likely said, at most 0.
	Fit float64
	// Lead is how far it is above the rival.
	Lead float64
}

// best returns the likeliest meaning and how far it leads over the next.
func (l *Likelihoods) best() (tag string, lead float64) {
	first, second := math.Inf(-1), math.Inf(-1)
	for _, o := range l.Of {
		switch {
		case o.Log > first:
			tag, first, second = o.Tag, o.Log, first
		case o.Log > second:
			second = o.Log
		}
	}
	if tag == "" {
		return "", 0
	}
	return tag, math.Min(first-second, Shared.Opinion.Behind)
}

// of returns a meaning's likelihood, of one given up early that of what is just
// so far behind the best.
func (l *Likelihoods) of(tag string) float64 {
	best, log := math.Inf(-1), math.Inf(-1)
	for _, o := range l.Of {
		best = math.Max(best, o.Log)
		if o.Tag == tag {
			log = o.Log
		}
	}
	return math.Max(log, best-Shared.Opinion.Behind)
}

func (l *Likelihoods) fit(tag string) float64 { return math.Min(0, l.of(tag)-l.Free) }

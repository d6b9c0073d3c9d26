package listen

import (
	"context"
	"math"
)

// SecondEar computes how likely phrases are by a method other than the decoder's. It has
// a model of English text and makes different errors.
type SecondEar interface {
	// SetPhrases sets the phrases for the following calls of Hear.
	SetPhrases(ctx context.Context, phrases []Phrase) error
	// Hear judges a trimmed utterance, 16 kHz mono. nil means that it has no opinion.
	Hear(ctx context.Context, pcm []float32) (*Likelihoods, error)
}

// Likelihoods are natural logarithms of probabilities, given one sound.
type Likelihoods struct {
	Free float64      // of the most likely text, whether or not it is a phrase
	Of   []Likelihood // of each meaning; very low for meanings given up early
}

// Likelihood is the log probability of one meaning.
type Likelihood struct {
	Tag string
	Log float64
}

// Opinion is the second ear's view of the chosen phrase.
type Opinion struct {
	// Agrees is true if the second ear would have chosen the same phrase.
	Agrees bool
	// Fit is the log probability of the phrase less that of the most likely text, at most
	// 0.
	Fit float64
	// Lead is the log probability of the phrase less that of the rival.
	Lead float64
}

// best returns the most likely meaning and its lead over the next one.
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

// of returns the log probability of a meaning. A meaning that is more than Behind below
// the best counts as Behind below it.
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

package speech

import (
	"context"
	"math"
	"time"
	"unicode/utf8"

	"carrel/internal/audio"
	"carrel/internal/study"
)

// Synthesizer is a voice engine. It may be used by many goroutines at once.
type Synthesizer interface {
	// Voices lists what it can speak with, its default voice for a language
	// before others of that language. It is cheap and never changes.
	Voices() []Voice

	// Speak says the words at audio.SpeechLoudness, without silence around
	// them. Words with nothing to say in them give an empty PCM. Errors:
	// study.Invalid for an utterance out of bounds or in an unknown voice;
	// study.Unavailable, naming the language, for words the voice cannot say,
	// and for an engine that fails or is cut off by ctx, whose error it wraps.
	Speak(ctx context.Context, u Utterance) (audio.PCM, error)
}

// Voice is one way of speaking.
type Voice struct {
	Engine string `json:"engine"` // "flite"
	Name   string `json:"name"`   // "rms": what Utterance.Voice takes
	Lang   string `json:"lang"`   // BCP 47, "en-US"
	About  string `json:"about"`  // a few plain words: "American man"
}

// ID names the voice among all engines: "flite/rms".
func (v Voice) ID() string { return v.Engine + "/" + v.Name }

// Utterance is words to say in one language.
type Utterance struct {
	Text  string
	Lang  string  // BCP 47; "" is the voice's own
	Voice string  // a Voice.Name of the engine; "" is its first
	Rate  float64 // of speaking: 2 takes half as long; 0 is 1
	Pitch float64 // factor on the voice's pitch; 0 is 1
}

// Bounds of an utterance. Rate and Pitch beyond them are brought within.
const (
	MaxText  = 20_000 // characters
	MinRate  = 0.5
	MaxRate  = 3.0
	MinPitch = MinRate
	MaxPitch = 2.0
)

// normal checks an utterance and fills in what it leaves open.
func (u Utterance) normal(voices []Voice) (Utterance, Voice, error) {
	if utf8.RuneCountInString(u.Text) > MaxText {
		return u, Voice{}, study.Errorf(study.Invalid, "the text to speak has more than %d characters; split it", MaxText)
	}
	u.Rate = within(u.Rate, MaxRate)
	u.Pitch = within(u.Pitch, MaxPitch)
	for _, v := range voices {
		if u.Voice == "" || u.Voice == v.Name {
			u.Voice = v.Name
			if u.Lang == "" {
				u.Lang = v.Lang
			}
			return u, v, nil
		}
	}
	return u, Voice{}, study.Errorf(study.Invalid, "there is no voice called %q; choose another in the settings", u.Voice)
}

// lowest is the smallest factor of rate and pitch.
const lowest = MinRate

// within brings a factor to the range from lowest to high and to three decimals, so that equal
// settings make equal clips; 0 and nonsense are 1.
func within(x, high float64) float64 {
	if x == 0 || x != x {
		return 1
	}
	return math.Round(1000*math.Max(lowest, math.Min(high, x))) / 1000
}

// How engines' sound is trimmed: what stays 50 dB under the loudest is
// silence, and a little of it remains, or words would run into each other.
const (
	trimBelow = -50.0
	trimHead  = 20 * time.Millisecond
	trimTail  = 60 * time.Millisecond
)

func trimmed(p audio.PCM) audio.PCM { return audio.Trim(p, trimBelow, trimHead, trimTail) }

// stopped is the error of an engine that ctx has cut off.
func stopped(ctx context.Context) error {
	return study.Because(ctx.Err(), study.Unavailable, "speaking was stopped")
}

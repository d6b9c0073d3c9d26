package speech

import (
	"context"
	"math"
	"time"
	"unicode/utf8"

	"carrel/internal/audio"
	"carrel/internal/study"
)

// Synthesizer is a voice engine. It is safe for concurrent use.
type Synthesizer interface {
	// Voices lists the voices. The default voice of a language comes before the others of
	// that language. The call is cheap and the list never changes.
	Voices() []Voice

	// Speak speaks the text at audio.SpeechLoudness, without silence at the ends. Text
	// without anything to say gives an empty PCM. Errors are study.Invalid for an
	// utterance outside the limits or with an unknown voice; study.Unavailable, naming
	// the language, for text that the voice cannot speak; and study.Unavailable for an
	// engine that fails or is stopped by ctx, whose error it wraps.
	Speak(ctx context.Context, u Utterance) (audio.PCM, error)
}

// Voice is a voice of an engine.
type Voice struct {
	Engine string `json:"engine"` // "flite"
	Name   string `json:"name"`   // "rms": the value of Utterance.Voice
	Lang   string `json:"lang"`   // BCP 47, "en-US"
	About  string `json:"about"`  // a few plain words: "American man"
}

// ID names the voice among all engines: "flite/rms".
func (v Voice) ID() string { return v.Engine + "/" + v.Name }

// Utterance is a text to speak in one language.
type Utterance struct {
	Text  string
	Lang  string  // BCP 47; "" means the voice's own
	Voice string  // a Voice.Name of the engine; "" means its first
	Rate  float64 // factor of the speed: 2 takes half as long; 0 means 1
	Pitch float64 // factor of the voice's pitch; 0 means 1
}

// Limits of an utterance. Rate and Pitch are clamped to them.
const (
	MaxText  = 20_000 // characters
	MinRate  = 0.5
	MaxRate  = 3.0
	MinPitch = MinRate
	MaxPitch = 2.0
)

// normal checks an utterance and fills in its defaults.
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

// within clamps a factor to the range from lowest to high and rounds it to three
// decimals, so that equal settings make equal clips. 0 and NaN become 1.
func within(x, high float64) float64 {
	if x == 0 || x != x {
		return 1
	}
	return math.Round(1000*math.Max(lowest, math.Min(high, x))) / 1000
}

// The trimming of engines' sound: silence is what stays 50 dB below the loudest part. A
// little of it is kept, so that words do not run into each other.
const (
	trimBelow = -50.0
	trimHead  = 20 * time.Millisecond
	trimTail  = 60 * time.Millisecond
)

func trimmed(p audio.PCM) audio.PCM { return audio.Trim(p, trimBelow, trimHead, trimTail) }

// stopped returns the error of an engine that ctx has stopped.
func stopped(ctx context.Context) error {
	return study.Because(ctx.Err(), study.Unavailable, "speaking was stopped")
}

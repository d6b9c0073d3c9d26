package voice

import (
	"strings"
	"unicode/utf8"

	"carrel/internal/speech"
	"carrel/internal/study"
	"carrel/internal/wyoming"
)

// Choices are the speech settings other than voice and rate.
type Choices struct {
	Pitch float64 `json:"pitch"` // a factor, .5–2; 1 for normal
	// Voices maps a language to a voice's ID; AnswerVoices does so for the answer
	// side of a card.
	Voices       map[string]string      `json:"voices"`
	AnswerVoices map[string]string      `json:"answer_voices"`
	Pronounce    []speech.Pronunciation `json:"pronounce"`
}

// Recogniser names a recogniser of speech.
type Recogniser string

// The recognisers.
const (
	CarrelRecogniser  Recogniser = "carrel"
	BrowserRecogniser Recogniser = "browser" // only if the browser confirms that it recognises on the device
	WyomingRecogniser Recogniser = "wyoming"
)

// Engines are the settings of engines that are not built into Carrel.
type Engines struct {
	Recogniser Recogniser `json:"recogniser"`
	// WyomingHear and WyomingSpeak are addresses of Wyoming servers as host:port;
	// "" for none.
	WyomingHear  string `json:"wyoming_hear"`
	WyomingSpeak string `json:"wyoming_speak"`
}

// Bounds of what a learner may set.
const (
	mostPronounced  = 500
	mostPronounce   = 200 // characters
	mostVoiceChoice = 50
)

// Check returns an error for the first invalid value.
func (c *Choices) Check() error {
	if !(c.Pitch >= 0.5 && c.Pitch <= 2) {
		return study.Errorf(study.Invalid, "the pitch of speech is %v: choose 0.5 to 2", c.Pitch)
	}
	if len(c.Voices) > mostVoiceChoice || len(c.AnswerVoices) > mostVoiceChoice {
		return study.Errorf(study.Invalid, "voices are chosen for more than %d languages", mostVoiceChoice)
	}
	if len(c.Pronounce) > mostPronounced {
		return study.Errorf(study.Invalid, "there are %d words said otherwise; %d are taken", len(c.Pronounce), mostPronounced)
	}
	for _, p := range c.Pronounce {
		if strings.TrimSpace(p.Word) == "" || strings.TrimSpace(p.Say) == "" {
			return study.Errorf(study.Invalid, "a word said otherwise needs how it is written and how it is said")
		}
		if utf8.RuneCountInString(p.Word) > mostPronounce || utf8.RuneCountInString(p.Say) > mostPronounce {
			return study.Errorf(study.Invalid, "%.40q is too long to be said otherwise: %d characters are taken", p.Word, mostPronounce)
		}
	}
	return nil
}

// Check returns an error for the first invalid value.
func (e *Engines) Check() error {
	switch e.Recogniser {
	case CarrelRecogniser, BrowserRecogniser, WyomingRecogniser:
	default:
		return study.Errorf(study.Invalid, "there is no recogniser %q: choose carrel, browser or wyoming", e.Recogniser)
	}
	for _, a := range []*string{&e.WyomingHear, &e.WyomingSpeak} {
		if *a == "" {
			continue
		}
		address, err := wyoming.Address(*a)
		if err != nil {
			return err
		}
		if address != *a {
			return study.Errorf(study.Invalid, "write the address of the Wyoming server as %s", address)
		}
	}
	return nil
}

// Settings are what a voice follows.
type Settings struct {
	Lang    string
	Voice   string // the ID or name of the voice for every language; "" for the default
	Rate    float64
	Command []string // the program that speaks; nil for none
	Server  string   // address of the Wyoming server that speaks; "" for none
	Choices
}

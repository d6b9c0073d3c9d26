package api

import (
	"carrel/internal/listen"
	"carrel/internal/session"
)

// Effect is one action for the page to carry out. Its type is one of the types of this
// file.
type Effect interface {
	// Kind returns the name of the type of effect.
	Kind() session.EffectKind
}

// Say speaks.
type Say struct {
	Role  session.Role `json:"role"`
	Text  string       `json:"text"` // the words alone
	Clips []Clip       `json:"clips"`
}

// Earcon plays a short sound.
type Earcon struct {
	Name session.EarconName `json:"name"`
	URL  string             `json:"url"`
}

// Play plays a stretch of a recording, in place and at the view's rate.
type Play struct {
	Role    session.Role `json:"role"`
	Text    string       `json:"text"` // the title of the section
	URL     string       `json:"url"`
	StartMS int64        `json:"start_ms,omitempty"` // the start of the stretch in the file
	EndMS   int64        `json:"end_ms,omitempty"`   // its end; missing for the end of the file
	FromMS  int64        `json:"from_ms,omitempty"`  // where in the file the section begins
}

// Listen opens the microphone and starts the timer.
type Listen struct {
	Grammar   *listen.Grammar `json:"grammar,omitempty"`    // missing if nothing can be heard: only the timer runs
	TimeoutMS int             `json:"timeout_ms,omitempty"` // without speech; missing for ever
	During    bool            `json:"during,omitempty"`     // listen while speaking
}

// Finish ends the session.
type Finish struct {
	Reason  session.FinishReason `json:"reason"`
	Summary session.Summary      `json:"summary"`
}

func (Say) Kind() session.EffectKind    { return session.Say{}.Kind() }
func (Earcon) Kind() session.EffectKind { return session.Earcon{}.Kind() }
func (Play) Kind() session.EffectKind   { return session.Play{}.Kind() }
func (Listen) Kind() session.EffectKind { return session.Listen{}.Kind() }
func (Finish) Kind() session.EffectKind { return session.Finish{}.Kind() }

func (f Say) MarshalJSON() ([]byte, error) { type fields Say; return session.Kinded(f, fields(f)) }
func (f Earcon) MarshalJSON() ([]byte, error) {
	type fields Earcon
	return session.Kinded(f, fields(f))
}
func (f Play) MarshalJSON() ([]byte, error) { type fields Play; return session.Kinded(f, fields(f)) }
func (f Listen) MarshalJSON() ([]byte, error) {
	type fields Listen
	return session.Kinded(f, fields(f))
}
func (f Finish) MarshalJSON() ([]byte, error) {
	type fields Finish
	return session.Kinded(f, fields(f))
}

// effect returns the effect for the page that e becomes; nil if the page has nothing to do.
func (a *API) effect(e session.Effect, rate float64) Effect {
	switch e := e.(type) {
	case session.Say:
		return Say{Role: e.Role, Text: e.Text, Clips: a.clips(e.Role, e.Speech, rate)}
	case session.Earcon:
		return Earcon{Name: e.Name, URL: "api/earcon/" + string(e.Name) + ".wav"}
	case session.Play:
		return Play{Role: e.Role, Text: e.Text, URL: mediaURL(e.Media), StartMS: e.StartMS, EndMS: e.EndMS, FromMS: e.FromMS}
	case session.Listen:
		return Listen{Grammar: grammarOf(e.Expect), TimeoutMS: e.TimeoutMS, During: e.During}
	case session.Finish:
		return Finish{Reason: e.Reason, Summary: e.Summary}
	}
	return nil // carried out already
}

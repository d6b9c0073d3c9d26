package session

import (
	"time"

	"carrel/internal/intent"
	"carrel/internal/study"
)

// Event is one thing that happened. Its type is one of the types of this file.
type Event interface {
	// Kind returns the name of the type of event.
	Kind() EventKind

	when() When
	at(When) Event
}

// EventKind is the name of a type of event, as in {"event":"heard"}.
type EventKind string

// When is what every event may carry: when it happened.
type When struct {
	Turn int       `json:"turn,omitempty"` // an event of an older turn is ignored; 0: any turn
	Now  time.Time `json:"now,omitzero"`   // set by the program
	// The position in ms from the start of the section, while a recording plays.
	AtMS int64 `json:"at_ms,omitempty"`
}

func (w When) when() When { return w }

// TimeOf returns the time of e.
func TimeOf(e Event) time.Time { return e.when().Now }

// Timed returns e at another time.
func Timed(e Event, now time.Time) Event {
	w := e.when()
	w.Now = now
	return e.at(w)
}

// Start means that the learner wants to study.
type Start struct {
	When
	Profile ProfileID  `json:"profile,omitempty"`
	Mode    Mode       `json:"mode,omitempty"`
	Decks   []study.ID `json:"decks,omitempty"` // none: all decks
	Limit   int        `json:"limit,omitempty"` // most cards to grade, 0 for no limit
	Seed    uint64     `json:"seed,omitempty"`
	Options *Options   `json:"options,omitempty"` // nil takes the defaults
	// Ears says whether the microphone is open; missing if that is as the settings say.
	Ears *bool `json:"ears,omitempty"`

	Reading study.ID     `json:"reading,omitzero"` // lesson: what to read
	Place   *study.Place `json:"place,omitempty"`  // lesson: where to begin
}

// Card is the host's answer to Next: the next question.
type Card struct {
	When
	Question *study.Question `json:"question,omitempty"`
	Left     int             `json:"left,omitempty"` // cards still waiting, this one included
}

// Exhausted is the host's answer to Next or Read if there is no further question or
// section.
type Exhausted struct{ When }

// Passage is the host's answer to Read: a passage of a reading.
type Passage struct {
	When
	Passage *study.Passage `json:"passage,omitempty"`
}

// Ears means that the microphone was opened or closed during the session, by the learner
// or because the browser or the device took it away.
type Ears struct {
	When
	Open bool `json:"open"`
}

// Played reports the position in a recording. The page sends it every few seconds.
type Played struct{ When }

// ClipEnded means that everything said in this turn has been played.
type ClipEnded struct{ When }

// Heard is an utterance that the recogniser understood.
type Heard struct {
	When
	Text         string    `json:"text"`
	Confidence   float64   `json:"confidence,omitempty"` // 0–1; missing if the recogniser states none
	Verdict      Certainty `json:"verdict,omitempty"`
	Alternatives []string  `json:"alternatives,omitempty"` // other texts it may have been
	How          How       `json:"how,omitempty"`
}

// NoMatch is speech that the recogniser did not understand.
type NoMatch struct{ When }

// Silence means that the time to answer passed without speech.
type Silence struct{ When }

// Button is a press of a media button or a switch.
type Button struct {
	When
	Button ButtonName `json:"button"`
	How    How        `json:"how,omitempty"`
}

// Command is a command given by key or touch.
type Command struct {
	When
	Command intent.Command `json:"command"`
	How     How            `json:"how,omitempty"`
}

// Choose is a choice of options by touch or key.
type Choose struct {
	When
	Option  int   `json:"option,omitempty"`         // from 0
	Several []int `json:"options_chosen,omitempty"` // instead of Option, if several can be right
	How     How   `json:"how,omitempty"`
}

// Typed is a typed answer.
type Typed struct {
	When
	Text string `json:"text"`
	How  How    `json:"how,omitempty"`
}

// Interrupted is a call, a navigation prompt or a lost headset.
type Interrupted struct{ When }

// Resumed means that the page is back, or that a saved session is opened again.
type Resumed struct{ When }

// Certainty is how sure a recogniser is of an utterance.
type Certainty string

// The certainties.
const (
	CertaintySure Certainty = "sure"
	CertaintyAsk  Certainty = "ask" // the learner should confirm it
)

// How is the way in which the learner did something.
type How string

// The ways.
const (
	ByVoice  How = "voice"
	ByKey    How = "key"
	ByTouch  How = "touch"
	ByButton How = "button"
)

// ButtonName names a media button or a press of a switch.
type ButtonName string

// The buttons.
const (
	ButtonNext      ButtonName = "next"
	ButtonPrevious  ButtonName = "previous"
	ButtonPlayPause ButtonName = "playpause"
	ButtonPress     ButtonName = "press"  // one press of a switch
	ButtonDouble    ButtonName = "double" // two quick presses
	ButtonLong      ButtonName = "long"   // a long press
)

// Mode selects which cards a session asks.
type Mode string

// The modes.
const (
	Due       Mode = "due"       // what is due, and new cards
	Daily     Mode = "daily"     // a short round of what is due
	Weekly    Mode = "weekly"    // what was forgotten this week
	Topic     Mode = "topic"     // one deck, due or not
	Challenge Mode = "challenge" // until the first wrong answer
	Duel      Mode = "duel"      // two people at one device; nothing is stored
	Lesson    Mode = "lesson"    // a reading, with questions after each section
)

// Options are the learner's settings for the session.
type Options struct {
	Lang         string                `json:"lang,omitempty"`          // of the app's own words
	AnswerGapMS  int                   `json:"answer_gap_ms"`           // time to answer; 0 waits for ever
	Rate         float64               `json:"rate,omitempty"`          // speed of speech, 1 normal
	Earcons      bool                  `json:"earcons"`                 // short sounds mark the turns
	Listening    bool                  `json:"listening"`               // the microphone may be used
	Headphones   bool                  `json:"headphones,omitempty"`    // speech may interrupt a prompt
	ControlWords bool                  `json:"control_words,omitempty"` // spoken control words while driving
	TwoGrades    bool                  `json:"two_grades,omitempty"`    // offer only knew and missed
	Buttons      map[ButtonName]string `json:"buttons,omitempty"`       // next, previous, playpause → command
}

func (Start) Kind() EventKind       { return "start" }
func (Card) Kind() EventKind        { return "card" }
func (Exhausted) Kind() EventKind   { return "exhausted" }
func (Passage) Kind() EventKind     { return "passage" }
func (Played) Kind() EventKind      { return "played" }
func (ClipEnded) Kind() EventKind   { return "clip_ended" }
func (Heard) Kind() EventKind       { return "heard" }
func (NoMatch) Kind() EventKind     { return "no_match" }
func (Silence) Kind() EventKind     { return "silence" }
func (Button) Kind() EventKind      { return "button" }
func (Command) Kind() EventKind     { return "command" }
func (Choose) Kind() EventKind      { return "choose" }
func (Typed) Kind() EventKind       { return "typed" }
func (Interrupted) Kind() EventKind { return "interrupted" }
func (Resumed) Kind() EventKind     { return "resumed" }
func (Ears) Kind() EventKind        { return "ears" }

func (e Start) at(w When) Event       { e.When = w; return e }
func (e Card) at(w When) Event        { e.When = w; return e }
func (e Exhausted) at(w When) Event   { e.When = w; return e }
func (e Passage) at(w When) Event     { e.When = w; return e }
func (e Played) at(w When) Event      { e.When = w; return e }
func (e ClipEnded) at(w When) Event   { e.When = w; return e }
func (e Heard) at(w When) Event       { e.When = w; return e }
func (e NoMatch) at(w When) Event     { e.When = w; return e }
func (e Silence) at(w When) Event     { e.When = w; return e }
func (e Button) at(w When) Event      { e.When = w; return e }
func (e Command) at(w When) Event     { e.When = w; return e }
func (e Choose) at(w When) Event      { e.When = w; return e }
func (e Typed) at(w When) Event       { e.When = w; return e }
func (e Interrupted) at(w When) Event { e.When = w; return e }
func (e Resumed) at(w When) Event     { e.When = w; return e }
func (e Ears) at(w When) Event        { e.When = w; return e }

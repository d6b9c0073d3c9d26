package session

import (
	"encoding/json"
	"time"

	"carrel/internal/study"
)

// EventKind names what happened.
type EventKind string

// The events.
const (
	Start       EventKind = "start"       // the learner wants to study
	Card        EventKind = "card"        // the host hands over the question asked for
	Exhausted   EventKind = "exhausted"   // the host has no further question, or no further section
	Passage     EventKind = "passage"     // the host hands over the passage asked for
	Played      EventKind = "played"      // how far a recording has been played
	ClipEnded   EventKind = "clip_ended"  // everything said in this turn has been played
	Heard       EventKind = "heard"       // the recogniser understood an utterance
	NoMatch     EventKind = "no_match"    // the recogniser heard speech but did not understand it
	Silence     EventKind = "silence"     // the time to answer passed without speech
	Button      EventKind = "button"      // a media button or a switch
	Command     EventKind = "command"     // a command by key or touch
	Choose      EventKind = "choose"      // an option by touch
	Typed       EventKind = "typed"       // a typed answer
	Interrupted EventKind = "interrupted" // a call, a navigation prompt, a lost headset
	Resumed     EventKind = "resumed"     // the page is back, or a saved session is opened again
)

// Known reports whether there is such an event.
func (k EventKind) Known() bool {
	switch k {
	case Start, Card, Exhausted, Passage, Played, ClipEnded, Heard, NoMatch, Silence, Button,
		Command, Choose, Typed, Interrupted, Resumed:
		return true
	}
	return false
}

// Event is one thing that happened. Its kind decides which fields are set.
type Event struct {
	Event EventKind `json:"event"`
	Turn  int       `json:"turn,omitempty"` // older than the current turn: ignored; 0: any
	Now   time.Time `json:"now,omitzero"`

	// For start.
	Profile string     `json:"profile,omitempty"`
	Mode    Mode       `json:"mode,omitempty"`
	Decks   []study.ID `json:"decks,omitempty"`
	Limit   int        `json:"limit,omitempty"` // most cards to grade, 0 for no limit
	Seed    uint64     `json:"seed,omitempty"`
	Options *Options   `json:"options,omitempty"` // nil takes the defaults

	// For the start of a lesson: the reading and the place to begin at.
	Reading study.ID     `json:"reading,omitzero"`
	Place   *study.Place `json:"place,omitempty"`

	// For passage.
	Passage *study.Passage `json:"passage,omitempty"`
	// For played, and for any event while a recording plays: the position in ms from the
	// section's start.
	AtMS int64 `json:"at_ms,omitempty"`

	// For card.
	Question *study.Question `json:"question,omitempty"`
	Left     int             `json:"left,omitempty"` // cards still waiting, this one included

	// For heard and typed.
	Text         string   `json:"text,omitempty"`
	Confidence   float64  `json:"confidence,omitempty"` // 0–1; 0 is taken as not stated
	Verdict      string   `json:"verdict,omitempty"`    // "sure" or "ask", from the recogniser
	Alternatives []string `json:"alternatives,omitempty"`

	// For button: next, previous, playpause, press, double, long.
	Button string `json:"button,omitempty"`
	// For command: an intent.Command.
	Command string `json:"command,omitempty"`
	// For choose.
	Option  int   `json:"option,omitempty"` // from 0
	Several []int `json:"options_chosen,omitempty"`
	// How the learner did it: "voice", "key", "touch", "button".
	How string `json:"how,omitempty"`
}

// UnmarshalJSON reads an event. Where the recogniser states a confidence of 0 or less but
// no verdict, the verdict becomes "ask", because a Confidence of 0 alone means that none
// was stated.
func (e *Event) UnmarshalJSON(data []byte) error {
	type fields Event
	stated := struct {
		*fields
		Confidence *float64 `json:"confidence"`
	}{fields: (*fields)(e)}
	if err := json.Unmarshal(data, &stated); err != nil {
		return err
	}
	if c := stated.Confidence; c != nil {
		if e.Confidence = max(*c, 0); e.Confidence == 0 && e.Verdict == "" {
			e.Verdict = "ask"
		}
	}
	return nil
}

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
	Lang         string            `json:"lang,omitempty"`          // of the app's own words
	AnswerGapMS  int               `json:"answer_gap_ms"`           // time to answer; 0 waits for ever
	Rate         float64           `json:"rate,omitempty"`          // speed of speech, 1 normal
	Earcons      bool              `json:"earcons"`                 //
	Listening    bool              `json:"listening"`               // the microphone may be used
	Headphones   bool              `json:"headphones,omitempty"`    // speech may interrupt a prompt
	ControlWords bool              `json:"control_words,omitempty"` // spoken control words while driving
	TwoGrades    bool              `json:"two_grades,omitempty"`    // offer only knew and missed
	Buttons      map[string]string `json:"buttons,omitempty"`       // next, previous, playpause → command
}

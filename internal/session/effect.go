package session

import (
	"carrel/internal/intent"
	"carrel/internal/study"
)

// EffectKind names an action for the host or the page.
type EffectKind string

// The effects.
const (
	Say     EffectKind = "say"     // speak
	Earcon  EffectKind = "earcon"  // play a short sound
	Play    EffectKind = "play"    // play a stretch of a recording
	Listen  EffectKind = "listen"  // open the microphone and start the timer
	Record  EffectKind = "record"  // write a review
	Undo    EffectKind = "undo"    // undo a review of this session
	Suspend EffectKind = "suspend" // suspend a card, or bring it back
	Next    EffectKind = "next"    // hand over a question
	Read    EffectKind = "read"    // hand over a passage of a reading
	Show    EffectKind = "show"    // the view has changed
	Finish  EffectKind = "finish"  // the session is over
)

// The earcons.
const (
	YourTurn  = "your-turn"
	HeardTone = "heard"
	Saved     = "saved"
	PausedCue = "paused"
)

// The roles of speech.
const (
	RoleQuestion = "question"
	RoleAnswer   = "answer"
	RoleFeedback = "feedback"
	RolePrompt   = "prompt"
	RoleReading  = "reading"
)

// Effect is one action to carry out. Its kind decides which fields are set.
type Effect struct {
	Effect EffectKind `json:"effect"`

	Role   string       `json:"role,omitempty"` // say
	Text   string       `json:"text,omitempty"` // say: the words alone
	Speech study.Speech `json:"speech,omitempty"`

	Name string `json:"name,omitempty"` // earcon

	// For play: a media file, the start and end of the stretch to play, and where in the file
	// the section begins. EndMS is 0 for the end of the file.
	Media   string `json:"media,omitempty"`
	StartMS int64  `json:"start_ms,omitempty"`
	EndMS   int64  `json:"end_ms,omitempty"`
	FromMS  int64  `json:"from_ms,omitempty"`

	Reading study.ID     `json:"reading,omitzero"` // read
	Place   *study.Place `json:"place,omitempty"`  // read

	Expect    *intent.Expect `json:"expect,omitempty"`     // listen
	TimeoutMS int            `json:"timeout_ms,omitempty"` // listen; 0 for ever
	During    bool           `json:"during,omitempty"`     // listen while speaking

	Ref    int         `json:"ref,omitempty"` // record, undo: number of the record, from 1
	Card   study.ID    `json:"card,omitzero"` // record, undo, suspend; next: the card to hand over, if set
	Grade  study.Grade `json:"grade,omitempty"`
	TookMS int         `json:"took_ms,omitempty"`
	How    string      `json:"how,omitempty"`

	Back    bool       `json:"back,omitempty"`    // suspend: bring it back
	Exclude []study.ID `json:"exclude,omitempty"` // next: cards not to hand over now

	Reason  string   `json:"reason,omitempty"`  // finish: done, stopped, silent, missed
	Summary *Summary `json:"summary,omitempty"` // finish
}

// Summary is the result of a session. Only the learner sees it.
type Summary struct {
	Reviews int `json:"reviews"`
	Right   int `json:"right"`
	Minutes int `json:"minutes"`
	Skipped int `json:"skipped,omitempty"` // left out as unsuitable for the profile
}

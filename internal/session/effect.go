package session

import (
	"carrel/internal/intent"
	"carrel/internal/study"
)

// Effect is one action for the host or the page to carry out. Its type is one of the types
// of this file.
type Effect interface {
	// Kind returns the name of the type of effect.
	Kind() EffectKind

	effect()
}

// EffectKind is the name of a type of effect, as in {"effect":"say"}.
type EffectKind string

// Say speaks.
type Say struct {
	Role   Role         `json:"role,omitempty"`
	Text   string       `json:"text,omitempty"` // the words alone
	Speech study.Speech `json:"speech,omitempty"`
}

// Earcon plays a short sound.
type Earcon struct {
	Name EarconName `json:"name,omitempty"`
}

// Play plays a stretch of a recording.
type Play struct {
	Role    Role   `json:"role,omitempty"`
	Text    string `json:"text,omitempty"`
	Media   string `json:"media,omitempty"`    // a media file
	StartMS int64  `json:"start_ms,omitempty"` // the start of the stretch in the file
	EndMS   int64  `json:"end_ms,omitempty"`   // its end, or 0 for the end of the file
	FromMS  int64  `json:"from_ms,omitempty"`  // where in the file the section begins
}

// Listen opens the microphone and starts the timer.
type Listen struct {
	Expect    intent.Expect `json:"expect"`
	TimeoutMS int           `json:"timeout_ms,omitempty"` // 0 for ever
	During    bool          `json:"during,omitempty"`     // listen while speaking
}

// Record writes a review.
type Record struct {
	Ref    int         `json:"ref,omitempty"` // number of the record, from 1
	Card   study.ID    `json:"card,omitzero"`
	Grade  study.Grade `json:"grade,omitempty"`
	TookMS int         `json:"took_ms,omitempty"`
	How    How         `json:"how,omitempty"`
}

// Undo undoes a review of this session.
type Undo struct {
	Ref  int      `json:"ref,omitempty"` // the number of its record
	Card study.ID `json:"card,omitzero"`
}

// Suspend suspends a card, or brings it back.
type Suspend struct {
	Card study.ID `json:"card,omitzero"`
	Back bool     `json:"back,omitempty"` // bring it back
}

// Next asks the host for a question. The host answers with Card or Exhausted.
type Next struct {
	Card    study.ID   `json:"card,omitzero"`     // the card to hand over; zero for any card
	Exclude []study.ID `json:"exclude,omitempty"` // cards not to hand over now
}

// Read asks the host for a passage of a reading. The host answers with Passage or
// Exhausted.
type Read struct {
	Reading study.ID    `json:"reading,omitzero"`
	Place   study.Place `json:"place"`
}

// Show means that the view has changed.
type Show struct{}

// Finish ends the session.
type Finish struct {
	Reason  FinishReason `json:"reason,omitempty"`
	Summary Summary      `json:"summary"`
}

// Summary is the result of a session. Only the learner sees it.
type Summary struct {
	Reviews int `json:"reviews"`
	Right   int `json:"right"`
	Minutes int `json:"minutes"`
	Skipped int `json:"skipped,omitempty"` // left out as unsuitable for the profile
}

// EarconName names an earcon.
type EarconName string

// The earcons.
const (
	YourTurn  EarconName = "your-turn"
	HeardTone EarconName = "heard"
	Saved     EarconName = "saved"
	PausedCue EarconName = "paused"
)

// Role is the part that something spoken plays in the conversation.
type Role string

// The roles of speech.
const (
	RoleQuestion Role = "question"
	RoleAnswer   Role = "answer"
	RoleFeedback Role = "feedback"
	RolePrompt   Role = "prompt"
	RoleReading  Role = "reading"
)

// FinishReason is why a session ended.
type FinishReason string

// The reasons.
const (
	FinishDone    FinishReason = "done"    // nothing is left, or the limit is reached
	FinishStopped FinishReason = "stopped" // the learner stopped it
	FinishMissed  FinishReason = "missed"  // challenge: the first wrong answer
)

func (Say) Kind() EffectKind     { return "say" }
func (Earcon) Kind() EffectKind  { return "earcon" }
func (Play) Kind() EffectKind    { return "play" }
func (Listen) Kind() EffectKind  { return "listen" }
func (Record) Kind() EffectKind  { return "record" }
func (Undo) Kind() EffectKind    { return "undo" }
func (Suspend) Kind() EffectKind { return "suspend" }
func (Next) Kind() EffectKind    { return "next" }
func (Read) Kind() EffectKind    { return "read" }
func (Show) Kind() EffectKind    { return "show" }
func (Finish) Kind() EffectKind  { return "finish" }

func (Say) effect()     {}
func (Earcon) effect()  {}
func (Play) effect()    {}
func (Listen) effect()  {}
func (Record) effect()  {}
func (Undo) effect()    {}
func (Suspend) effect() {}
func (Next) effect()    {}
func (Read) effect()    {}
func (Show) effect()    {}
func (Finish) effect()  {}

package study

import "encoding/json"

// Grade says how well a card was recalled; 0 if there is no grade.
type Grade uint8

// The grades. With two buttons, Again is "missed it" and Good "knew it".
const (
	Again Grade = 1
	Hard  Grade = 2
	Good  Grade = 3
	Easy  Grade = 4
)

// String returns the English name of the grade.
func (g Grade) String() string {
	switch g {
	case Again:
		return "again"
	case Hard:
		return "hard"
	case Good:
		return "good"
	case Easy:
		return "easy"
	}
	return ""
}

// ReviewKind is the kind of a row of the review log.
type ReviewKind string

// The kinds of review row. Only Graded rows count as reviews.
const (
	Graded ReviewKind = "graded" // a card was asked and graded
	Cancel ReviewKind = "cancel" // undoes the row named in Cancels
	Set    ReviewKind = "set"    // sets memory and due day from State: an import, a reset
	Manual ReviewKind = "manual" // a log entry of another program without a grade; kept for export, no effect
	Bury   ReviewKind = "bury"   // holds the card back until State.Buried
	Seen   ReviewKind = "seen"   // a witness: all rows before it were made by its time, whatever times they have
)

// Review is one append-only row of a card's history. The whole schedule can be computed
// from these rows.
//
// State is the value that a Set or Bury row sets. A Graded row stores only Interval in
// it: the number of days chosen by the cards due on each day at the moment of grading,
// so that every later replay gives the same day.
//
// After names the row that was the card's last when this one was written. It is set
// only if At does not imply it: a clock was set back, or two devices disagree. See
// docs/adr/0006-clocks.md.
type Review struct {
	ID      ID              `json:"id"`
	Card    ID              `json:"card"`
	At      Time            `json:"at"`
	Kind    ReviewKind      `json:"kind"`
	Grade   Grade           `json:"grade,omitempty"`
	TookMS  int             `json:"took_ms,omitempty"` // from the end of the question to the grade
	How     string          `json:"how,omitempty"`     // "voice", "button", "key", "touch", "import"
	Cancels ID              `json:"cancels,omitzero"`
	After   ID              `json:"after,omitzero"`
	State   *Schedule       `json:"state,omitempty"`
	Origin  json.RawMessage `json:"origin,omitempty"`
}

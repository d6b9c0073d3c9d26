package study

import "encoding/json"

// Grade is how well a card was recalled; 0 where none was given.
type Grade uint8

// The grades. With two buttons, Again is "missed it" and Good "knew it".
const (
	Again Grade = 1
	Hard  Grade = 2
	Good  Grade = 3
	Easy  Grade = 4
)

// String returns the word for the grade.
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

// ReviewKind says what a row of the review log does.
type ReviewKind string

// The kinds of review row. Only Graded rows count as reviews.
const (
	Graded ReviewKind = "graded" // a card was asked and graded
	Cancel ReviewKind = "cancel" // takes back the row named in Cancels
	Set    ReviewKind = "set"    // memory and due set from State: an import, a reset
	Manual ReviewKind = "manual" // a foreign log entry without a grade, kept for export, no effect
	Bury   ReviewKind = "bury"   // kept back until State.Buried
	Seen   ReviewKind = "seen"   // all rows before it were made by its time, whatever they say
)

// Review is one append-only row: what happened to a card. The learner's
// whole schedule can be computed from these.
//
// State is what a Set or Bury row sets. Of a Graded row it holds only Interval,
// the days picked by what was due on each when the card was graded, so that the
// same day comes of the row wherever and whenever it is read again.
//
// After names the row that was the card's last when this one was written. It is
// there only where At does not say so: where a clock was set back, or two devices
// disagree. See docs/adr/0006-clocks.md.
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

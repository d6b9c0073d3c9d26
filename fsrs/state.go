package fsrs

import (
	"fmt"
	"time"
)

// Phase is the stage of a card on its way to long intervals.
type Phase uint8

// The phases. A card is New until its first review, then Learning until it has
// passed its steps, then in Review; a card missed in Review is Relearning until
// it has passed those steps.
const (
	New Phase = iota
	Learning
	InReview
	Relearning
)

var phaseNames = [...]string{"new", "learning", "review", "relearning"}

// String returns the stored name of the phase.
func (p Phase) String() string {
	if int(p) < len(phaseNames) {
		return phaseNames[p]
	}
	return fmt.Sprintf("phase %d", uint8(p))
}

// MarshalText writes the name of the phase.
func (p Phase) MarshalText() ([]byte, error) {
	if int(p) >= len(phaseNames) {
		return nil, fmt.Errorf("fsrs: there is no phase %d", uint8(p))
	}
	return []byte(p.String()), nil
}

// UnmarshalText reads the name of a phase.
func (p *Phase) UnmarshalText(text []byte) error {
	for i, name := range phaseNames {
		if string(text) == name {
			*p = Phase(i)
			return nil
		}
	}
	return fmt.Errorf("fsrs: %q is not a phase; phases are new, learning, review and relearning", text)
}

// State is everything that the scheduler knows of one card. The zero value is a new
// card.
type State struct {
	Phase  Phase  `json:"phase"`
	Step   int    `json:"step,omitempty"` // index of the current (re)learning step
	Memory Memory `json:"memory"`

	LastReview time.Time `json:"last_review,omitzero"`
	Due        time.Time `json:"due,omitzero"`       // of a learning or relearning card
	DueDay     int       `json:"due_day,omitempty"`  // of a card in review: a Calendar day
	Interval   int       `json:"interval,omitempty"` // days, of a card in review

	Reps   int `json:"reps,omitempty"`
	Lapses int `json:"lapses,omitempty"` // times missed while in review

	// Retention is the desired retention of this card if it differs from its deck's; 0
	// means the deck's.
	Retention float64 `json:"retention,omitempty"`
}

// IsDue reports whether the card should be shown at now. It is always false for new
// cards: introducing one does not depend on the time.
func (st State) IsDue(c Calendar, now time.Time) bool {
	switch st.Phase {
	case Learning, Relearning:
		return !now.Before(st.Due)
	case InReview:
		return c.Day(now) >= st.DueDay
	}
	return false
}

// DueTime returns the first instant at which the card is due, or the zero time for a
// new card.
func (st State) DueTime(c Calendar) time.Time {
	switch st.Phase {
	case Learning, Relearning:
		return st.Due
	case InReview:
		return c.Start(st.DueDay)
	}
	return time.Time{}
}

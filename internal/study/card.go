package study

import "encoding/json"

// Card is one question that a note generates, with its schedule.
type Card struct {
	ID        ID              `json:"id"`
	Note      ID              `json:"note"`
	Deck      ID              `json:"deck"`
	Ord       int             `json:"ord"` // which template, cloze (number − 1), pair or gap
	Suspended bool            `json:"suspended,omitempty"`
	Position  int             `json:"position,omitempty"`  // order among new cards
	Retention float64         `json:"retention,omitempty"` // own desired retention, 0 for the deck's
	Modified  Time            `json:"modified,omitempty"`
	Origin    json.RawMessage `json:"origin,omitempty"` // columns of the source program, kept for export

	// Schedule is a cache of the replay of the card's reviews. The reviews are
	// authoritative.
	Schedule Schedule `json:"-"`
}

// Phase is the stage of a card.
type Phase uint8

// The phases.
const (
	New Phase = iota
	Learning
	InReview
	Relearning
)

// Schedule is the result of a card's reviews.
type Schedule struct {
	Phase      Phase   `json:"phase"`
	Step       int     `json:"step,omitempty"`       // learning or relearning step, from 0
	Stability  float64 `json:"stability,omitempty"`  // days until recall falls to 90 %
	Difficulty float64 `json:"difficulty,omitempty"` // 1–10
	Due        Time    `json:"due,omitempty"`        // learning and relearning: the instant
	Day        int     `json:"day,omitempty"`        // review: civil day since 1970-01-01 in the learner's calendar
	Interval   int     `json:"interval,omitempty"`   // days
	Last       Time    `json:"last,omitempty"`       // last graded review
	Reps       int     `json:"reps,omitempty"`
	Lapses     int     `json:"lapses,omitempty"`
	// Buried is the civil day until which (exclusive) the card is held back; 0 if it is
	// not.
	Buried int `json:"buried,omitempty"`
}

package table

import (
	"encoding/json"

	"carrel/internal/study"
)

// Bookmark is the learner's place in a reading, with the choices for it. It is stored as a
// setting, so that a backup contains it.
type Bookmark struct {
	Place study.Place `json:"place"`
	At    study.Time  `json:"at,omitempty"`  // when the reading was last heard
	Deck  study.ID    `json:"deck,omitzero"` // its cards are asked after sections without cards of their own
}

const BookmarkKey = "reading."

// ParseBookmark reads the value of a setting. ok is false if it makes no sense.
func ParseBookmark(value string) (m Bookmark, ok bool) {
	err := json.Unmarshal([]byte(value), &m)
	p := m.Place
	return m, err == nil && p.Section >= 0 && p.Passage >= 0 && p.OffsetMS >= 0
}

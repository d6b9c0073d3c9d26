package study

import "encoding/json"

// Deck is a named heap of cards. Its name is a path whose levels are joined
// with "::", as learners of Anki know it.
type Deck struct {
	ID    ID     `json:"id"`
	Name  string `json:"name"`
	About string `json:"about,omitempty"` // HTML or text the maker wrote
	// Retention is the desired probability of recall when a card comes due
	// (0.70–0.99); 0 takes the learner's general setting.
	Retention float64 `json:"retention,omitempty"`
	// Deadline is the civil day (since 1970-01-01) to be ready by; 0 for none.
	Deadline int `json:"deadline,omitempty"`
	// Lang is the language most of its cards are asked in (BCP 47), "" unknown.
	Lang     string          `json:"lang,omitempty"`
	Modified Time            `json:"modified,omitempty"`
	Origin   json.RawMessage `json:"origin,omitempty"` // columns of the program it came from, kept for export
}

package study

import "encoding/json"

// Deck is a named collection of cards. Its name is a path whose levels are joined with
// "::", as in Anki.
type Deck struct {
	ID    ID     `json:"id"`
	Name  string `json:"name"`
	About string `json:"about,omitempty"` // HTML or text by the author
	// Retention is the desired probability of recall when a card is due (0.70–0.99); 0
	// means the learner's general setting.
	Retention float64 `json:"retention,omitempty"`
	// Deadline is the civil day (since 1970-01-01) by which the cards must be known; 0 for
	// none.
	Deadline int `json:"deadline,omitempty"`
	// Lang is the language in which most of its cards are asked (BCP 47), "" if unknown.
	Lang     string          `json:"lang,omitempty"`
	Modified Time            `json:"modified,omitempty"`
	Origin   json.RawMessage `json:"origin,omitempty"` // columns of the source program, kept for export
}

package study

import "iter"

// Entry is one thing on its way in or out of a collection: exactly one of its
// fields is set. Importers yield entries, the store takes them in one
// transaction, and exporters write them; the native backup is one entry a
// line.
//
// A stream keeps this order: decks and note types before the notes that use
// them, notes before their cards, cards before their reviews. Media, readings
// and skips may stand anywhere. A note may come without cards: the store then
// makes the cards its note type or item calls for.
type Entry struct {
	Deck     *Deck     `json:"deck,omitempty"`
	NoteType *NoteType `json:"note_type,omitempty"`
	Note     *Note     `json:"note,omitempty"`
	Card     *Card     `json:"card,omitempty"`
	Review   *Review   `json:"review,omitempty"`
	Media    *Media    `json:"media,omitempty"`
	Setting  *Setting  `json:"setting,omitempty"`
	Reading  *Reading  `json:"reading,omitempty"`
	Skip     *Skip     `json:"skip,omitempty"`
}

// Skip reports a part of a file that was left out, and why, in plain words.
type Skip struct {
	What string `json:"what"` // the thing and its place in the file
	Why  string `json:"why"`
	// Lost says that it is a row of the collection that could not be read, rather
	// than something that has no place where the stream goes.
	Lost bool `json:"lost,omitempty"`
}

// CountLost is how many of some skips are rows that could not be read.
func CountLost(skips []Skip) int {
	n := 0
	for _, s := range skips {
		if s.Lost {
			n++
		}
	}
	return n
}

// Setting is one value the learner chose, as JSON text.
type Setting struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

// Entries is a stream of entries. A non-nil error ends it: nothing of the
// stream may be kept then.
type Entries = iter.Seq2[Entry, error]

// Progress is told how far a long job is: done of total (0 if unknown) units
// of what ("bytes", "notes", "cards", …). It is called often and must be cheap.
type Progress func(done, total int64, what string)

// ImportResult says what one file brought.
type ImportResult struct {
	File       string `json:"file"`
	Format     string `json:"format"`
	Notes      int    `json:"notes"`
	Cards      int    `json:"cards"`
	Reviews    int    `json:"reviews"`
	Media      int    `json:"media"`
	Duplicates int    `json:"duplicates"` // notes that were there already
	Updated    int    `json:"updated,omitempty"`
	Readings   int    `json:"readings,omitempty"`
	Skipped    []Skip `json:"skipped"`

	SettingsTaken []string      `json:"settings_taken,omitempty"` // keys
	SettingsLeft  []SettingLeft `json:"settings_left,omitempty"`
}

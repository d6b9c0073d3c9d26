package study

import "iter"

// Entry is one object that enters or leaves a collection: exactly one of its fields is
// set. Importers yield entries, the store takes them in one transaction, and exporters
// write them. Carrel's own backup has one entry per line.
//
// A stream keeps this order: decks and note types before the notes that use them, notes
// before their cards, cards before their reviews. Media, readings and skips can be
// anywhere. If a note comes without cards, the store makes the cards of its note type
// or item.
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

// Objects returns the number of fields that are set: 1 in a valid entry.
func (e *Entry) Objects() int {
	n := 0
	for _, set := range []bool{
		e.Deck != nil, e.NoteType != nil, e.Note != nil, e.Card != nil, e.Review != nil,
		e.Media != nil, e.Setting != nil, e.Reading != nil, e.Skip != nil,
	} {
		if set {
			n++
		}
	}
	return n
}

// Skip reports a skipped part of a file, and why, in plain words.
type Skip struct {
	What string `json:"what"` // the object and its place in the file
	Why  string `json:"why"`
	// Lost means that the part is a row of the collection that could not be read, and not
	// an object that the target format cannot hold.
	Lost bool `json:"lost,omitempty"`
}

// CountLost returns the number of skips that are unreadable rows.
func CountLost(skips []Skip) int {
	n := 0
	for _, s := range skips {
		if s.Lost {
			n++
		}
	}
	return n
}

// Setting is one value that the learner chose, as JSON text.
type Setting struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

// Entries is a stream of entries. A non-nil error ends it; the consumer must then
// discard the whole stream.
type Entries = iter.Seq2[Entry, error]

// Progress receives the progress of a long job: done of total (0 if unknown) units of
// what ("bytes", "notes", "cards", …). It is called often and must be cheap.
type Progress func(done, total int64, what string)

// ImportResult is the result of importing one file.
type ImportResult struct {
	File       string `json:"file"`
	Format     string `json:"format"`
	Notes      int    `json:"notes"`
	Cards      int    `json:"cards"`
	Reviews    int    `json:"reviews"`
	Media      int    `json:"media"`
	Duplicates int    `json:"duplicates"` // notes that already existed
	Updated    int    `json:"updated,omitempty"`
	Readings   int    `json:"readings,omitempty"`
	Skipped    []Skip `json:"skipped"`

	SettingsTaken []string      `json:"settings_taken,omitempty"` // keys
	SettingsLeft  []SettingLeft `json:"settings_left,omitempty"`
}

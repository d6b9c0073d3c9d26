package study

import "encoding/json"

// NoteTypeKind says how a note type turns a note into cards.
type NoteTypeKind string

// The kinds of note type.
const (
	Standard  NoteTypeKind = "standard" // one card per template
	ClozeType NoteTypeKind = "cloze"    // one card per cloze number
	Occlusion NoteTypeKind = "occlusion"
)

// NoteType says which fields a note has and how cards are rendered from them.
type NoteType struct {
	ID        ID              `json:"id"`
	Name      string          `json:"name"`
	Kind      NoteTypeKind    `json:"kind"`
	Fields    []Field         `json:"fields"`
	Templates []Template      `json:"templates"`
	CSS       string          `json:"css,omitempty"`
	Modified  Time            `json:"modified,omitempty"`
	Origin    json.RawMessage `json:"origin,omitempty"`
}

// Field is one named field of a note type.
type Field struct {
	Name   string          `json:"name"`
	Lang   string          `json:"lang,omitempty"` // BCP 47, "" unknown
	Origin json.RawMessage `json:"origin,omitempty"`
}

// Template renders one card, in Anki's template language.
type Template struct {
	Name   string          `json:"name"`
	Front  string          `json:"front"`
	Back   string          `json:"back"`
	Origin json.RawMessage `json:"origin,omitempty"`
}

// Note is one fact to learn. It holds either the fields of a note type or, for
// questions from question banks and packs, an Item; never both.
type Note struct {
	ID       ID              `json:"id"`
	GUID     string          `json:"guid"`             // its identity in its own format
	Type     ID              `json:"type,omitzero"`    // zero when Item is set
	Fields   []string        `json:"fields,omitempty"` // HTML, in the order of the note type
	Item     *Item           `json:"item,omitempty"`   // a question without a note type
	Tags     []string        `json:"tags,omitempty"`   // without spaces
	Modified Time            `json:"modified,omitempty"`
	Origin   json.RawMessage `json:"origin,omitempty"`

	// Former is the ID that a note being imported would have if no other file of the same
	// file name had been imported first; zero if that is ID.
	Former ID `json:"-"`
}

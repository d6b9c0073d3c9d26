package study

import "encoding/json"

// NoteTypeKind tells how a note type turns a note into cards.
type NoteTypeKind string

// The kinds of note type.
const (
	Standard  NoteTypeKind = "standard" // one card a template
	ClozeType NoteTypeKind = "cloze"    // one card a cloze number
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

// Note is one thing to know. It holds either the fields of a note type or,
// for questions from question banks and packs, an Item; never both.
type Note struct {
	ID       ID              `json:"id"`
	GUID     string          `json:"guid"`             // the identity it has in its own format
	Type     ID              `json:"type,omitzero"`    // zero when Item is set
	Fields   []string        `json:"fields,omitempty"` // HTML, in the order of the note type
	Item     *Item           `json:"item,omitempty"`   // a question in its own right
	Tags     []string        `json:"tags,omitempty"`   // without spaces
	Modified Time            `json:"modified,omitempty"`
	Origin   json.RawMessage `json:"origin,omitempty"`

	// Former is the identity of a note that is being brought in, if no other file of
	// its file's name was here first; zero where that is ID.
	Former ID `json:"-"`
}

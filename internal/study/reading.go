package study

// Reading is a text or recording to listen to: a chapter of a book, an episode, a
// lesson. Its sections are in order.
type Reading struct {
	ID       ID        `json:"id"`
	Deck     ID        `json:"deck,omitzero"` // deck of its questions
	Title    string    `json:"title"`
	Author   string    `json:"author,omitempty"`
	Lang     string    `json:"lang,omitempty"`
	Sections []Section `json:"sections"`

	// For a reading that is being imported: its ID if no other file of the same name had
	// been imported first, and whether it replaces an older version.
	Former  ID   `json:"-"`
	Current bool `json:"-"`
}

// Section is one chapter: either text (HTML) or a part of a media file.
type Section struct {
	Title   string `json:"title"`
	HTML    string `json:"html,omitempty"`
	Media   string `json:"media,omitempty"` // media name
	StartMS int64  `json:"start_ms,omitempty"`
	EndMS   int64  `json:"end_ms,omitempty"`
	// Notes are the questions asked after the section.
	Notes []ID `json:"notes,omitempty"`
}

// Place is the learner's place in a reading. The zero value is the beginning.
type Place struct {
	Section  int   `json:"section"`
	Passage  int   `json:"passage,omitempty"`   // in a text, from 0
	OffsetMS int64 `json:"offset_ms,omitempty"` // in a recording, from the section's start
	Asking   bool  `json:"asking,omitempty"`    // the section has been heard and its questions are being asked
	Done     bool  `json:"done,omitempty"`      // the reading has been heard to its end
}

// Passage is one turn of a reading: a sentence or a few short ones, or one section of a
// recording. It is derived from a section each time, as a question is from a note.
type Passage struct {
	Place     Place  `json:"place"`
	Sections  int    `json:"sections"` // of the reading
	Passages  int    `json:"passages"` // of the section
	Title     string `json:"title"`    // of the reading
	Chapter   string `json:"chapter,omitempty"`
	Lang      string `json:"lang,omitempty"`
	Last      bool   `json:"last,omitempty"`      // the last one of its section
	Ends      bool   `json:"ends,omitempty"`      // the last one of its paragraph
	Questions int    `json:"questions,omitempty"` // only in the last passage: the questions that follow and can be asked now

	// For a text: the speech, and the surrounding paragraph for the screen.
	Speech Speech `json:"speech,omitempty"`
	Before string `json:"before,omitempty"`
	Text   string `json:"text,omitempty"`
	After  string `json:"after,omitempty"`

	// For a recording: the media file and the section's part of it. EndMS is 0 if the
	// section ends with the file.
	Media   string `json:"media,omitempty"`
	StartMS int64  `json:"start_ms,omitempty"`
	EndMS   int64  `json:"end_ms,omitempty"`
}

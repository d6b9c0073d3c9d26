package study

// Reading is a text or recording to listen to: a chapter of a book, an
// episode, a lesson. Sections come in order.
type Reading struct {
	ID       ID        `json:"id"`
	Deck     ID        `json:"deck,omitzero"` // deck its questions are in
	Title    string    `json:"title"`
	Author   string    `json:"author,omitempty"`
	Lang     string    `json:"lang,omitempty"`
	Sections []Section `json:"sections"`

	// Of a reading that is being brought in: the identity it has if no other file
	// of its name was here first, and whether it takes the place of an older state.
	Former  ID   `json:"-"`
	Current bool `json:"-"`
}

// Section is one chapter: either text (HTML) or a stretch of a media file.
type Section struct {
	Title   string `json:"title"`
	HTML    string `json:"html,omitempty"`
	Media   string `json:"media,omitempty"` // media name
	StartMS int64  `json:"start_ms,omitempty"`
	EndMS   int64  `json:"end_ms,omitempty"`
	// Notes are the questions asked after the section.
	Notes []ID `json:"notes,omitempty"`
}

// Place is where the learner is in a reading. The zero value is its beginning.
type Place struct {
	Section  int   `json:"section"`
	Passage  int   `json:"passage,omitempty"`   // of a text, from 0
	OffsetMS int64 `json:"offset_ms,omitempty"` // of a recording, from the section's start
	Asking   bool  `json:"asking,omitempty"`    // the section is heard, its questions are asked
	Done     bool  `json:"done,omitempty"`      // the reading was heard to its end
}

// Passage is what is read in one breath, a sentence or a few short ones, or
// one section of a recording. It is derived from a section each time, as a
// question is from a note.
type Passage struct {
	Place     Place  `json:"place"`
	Sections  int    `json:"sections"` // of the reading
	Passages  int    `json:"passages"` // of the section
	Title     string `json:"title"`    // of the reading
	Chapter   string `json:"chapter,omitempty"`
	Lang      string `json:"lang,omitempty"`
	Last      bool   `json:"last,omitempty"`      // nothing of the section follows
	Ends      bool   `json:"ends,omitempty"`      // a paragraph ends with it
	Questions int    `json:"questions,omitempty"` // of the last passage: those that follow and can be asked now

	// Of a text: what is said, and the paragraph it stands in for the screen.
	Speech Speech `json:"speech,omitempty"`
	Before string `json:"before,omitempty"`
	Text   string `json:"text,omitempty"`
	After  string `json:"after,omitempty"`

	// Of a recording: the media file and the section's stretch of it; EndMS is
	// 0 where the file's end is the section's.
	Media   string `json:"media,omitempty"`
	StartMS int64  `json:"start_ms,omitempty"`
	EndMS   int64  `json:"end_ms,omitempty"`
}

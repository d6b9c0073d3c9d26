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

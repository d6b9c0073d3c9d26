package study

// Question is one card prepared for asking: the speech, the HTML, and the answers that
// count as right. It is derived from the note and the note type each time. It holds
// everything that the session, the judge and the recogniser need, so they never see a
// note.
type Question struct {
	Card ID     `json:"card"`
	Note ID     `json:"note"`
	Deck ID     `json:"deck,omitzero"`
	Kind Kind   `json:"kind"`
	Lang string `json:"lang,omitempty"` // language of the expected answer

	// Ask is the question without its choices, which the session reads aloud itself. It
	// never contains the answer.
	Ask    Speech `json:"ask"`
	Reveal Speech `json:"reveal"`           // the right answer, without repeating the question
	Extra  Speech `json:"extra,omitempty"`  // an explanation, spoken only on request
	Front  string `json:"front,omitempty"`  // safe HTML for the screen
	Back   string `json:"back,omitempty"`   // safe HTML for the screen
	Title  string `json:"title,omitempty"`  // deck or item title
	Images bool   `json:"images,omitempty"` // shows an image that the question needs

	Accept  []Accept     `json:"accept,omitempty"`  // short, cloze, recall with a short answer: plain text
	Choices []ChoiceText `json:"choices,omitempty"` // choice, multiple; in the shuffled order of this asking
	True    bool         `json:"true,omitempty"`
	Numbers []Range      `json:"numbers,omitempty"`
	Ideas   []string     `json:"ideas,omitempty"`  // the ideas of a longer answer, for checking oneself one by one
	Decoys  []string     `json:"decoys,omitempty"` // other answers of the deck, for the recogniser

	Voice  bool   `json:"voice"`             // can be answered without the screen
	WhyNot string `json:"why_not,omitempty"` // plain reason if not
	// Driving means that the card is short, has one idea, and can be asked on the road;
	// WhyNotDriving is the plain reason if not.
	Driving       bool   `json:"driving,omitempty"`
	WhyNotDriving string `json:"why_not_driving,omitempty"`
}

// ChoiceText is one option. Speech is for the voice, Text is plain text.
type ChoiceText struct {
	Text     string  `json:"text"`
	Lang     string  `json:"lang,omitempty"`
	Weight   float64 `json:"weight"`
	Feedback string  `json:"feedback,omitempty"`
}

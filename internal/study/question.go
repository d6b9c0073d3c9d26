package study

// Question is one card made ready to be asked: what is said, what is shown,
// what counts as right. It is derived from note and note type each time and
// holds all that the session, the judge and the recogniser need, so that
// those never see a note.
type Question struct {
	Card ID     `json:"card"`
	Note ID     `json:"note"`
	Deck ID     `json:"deck,omitzero"`
	Kind Kind   `json:"kind"`
	Lang string `json:"lang,omitempty"` // language the answer is expected in

	// Ask is the question without its choices, which the session reads out
	// itself; it never holds the answer.
	Ask    Speech `json:"ask"`
	Reveal Speech `json:"reveal"`           // the right answer, without repeating the question
	Extra  Speech `json:"extra,omitempty"`  // an explanation, said only when asked for
	Front  string `json:"front,omitempty"`  // safe HTML for the screen
	Back   string `json:"back,omitempty"`   // safe HTML for the screen
	Title  string `json:"title,omitempty"`  // deck or item title
	Images bool   `json:"images,omitempty"` // shows an image that matters

	Accept  []Accept     `json:"accept,omitempty"`  // short, cloze, recall with a short answer: plain text
	Choices []ChoiceText `json:"choices,omitempty"` // choice, multiple; as shuffled for this asking
	True    bool         `json:"true,omitempty"`
	Numbers []Range      `json:"numbers,omitempty"`
	Ideas   []string     `json:"ideas,omitempty"`  // self-check of longer answers, idea by idea
	Decoys  []string     `json:"decoys,omitempty"` // other answers of the deck, for the recogniser

	Voice  bool   `json:"voice"`             // can be answered without looking
	WhyNot string `json:"why_not,omitempty"` // plain reason when not
	// Driving is true for a short card of one idea that may be asked on the
	// road; WhyNotDriving is the plain reason when not.
	Driving       bool   `json:"driving,omitempty"`
	WhyNotDriving string `json:"why_not_driving,omitempty"`
}

// ChoiceText is one option as shown and said. Speech is for the voice, Text
// plain.
type ChoiceText struct {
	Text     string  `json:"text"`
	Lang     string  `json:"lang,omitempty"`
	Weight   float64 `json:"weight"`
	Feedback string  `json:"feedback,omitempty"`
}

// Package table owns the types of the data that a language provides, one type for each
// use. The languages themselves are sibling packages.
package table

// Language is everything that Carrel knows of a language. A nil part is missing, and
// Carrel says so when it needs it.
type Language struct {
	Code    string // the base tag: "en"
	Name    string // in English
	OwnName string // as its speakers call it

	Words      *Words      // spoken on cards
	Utterances *Utterances // phrases that the learner can say
	Sounds     *Sounds     // pronunciations, for a recogniser
	Judging    *Judging    // decides whether an answer is right
	Messages   *Messages   // spoken in a session
}

// Package table owns the shape of what a language brings along: one type for
// each use. The languages themselves are the packages beside this one.
package table

// Language is all that Carrel knows of a language. What is nil it cannot do in
// that language, and says so.
type Language struct {
	Code    string // the base tag: "en"
	Name    string // in English
	OwnName string // as its speakers call it

	Words      *Words      // said on cards
	Utterances *Utterances // what may be said to Carrel
	Sounds     *Sounds     // how words are said, for a recogniser
	Judging    *Judging    // what decides whether an answer is right
	Messages   *Messages   // said in a session
}

package table

// Judging is what decides whether an answer is right, beside the small words of
// Utterances.
type Judging struct {
	// gender of articles whose choice is part of the answer.
	Gender  map[string]byte
	Elision []string // l', d': split from the word
	Dropped []string // articles ignored wherever they stand, not only in front

	Abbreviations map[string]string // folded words
	Regional      func(word string) string
	Singular      func(word string) string
	Sound         func(word string) string // phonetic key: one byte a sound
	Homophones    map[string]string        // irregular: word to the one that stands for its set
	Letters       map[string]byte          // what letter names are heard as
	LetterWords   []string                 // said while spelling: "capital"
	Confusable    map[string]string        // words a slip apart that are different things: word to set
	Affixes       [][2]string              // beginnings and ends that change the meaning
	Opposites     [][2]string              // beginnings and ends that make the opposite
	Copulas       []string                 // "is", in a sentence that answers
	Small         map[string]bool          // words that carry no answer
	FormWords     []string                 // in a question: it asks for a form ("plural of")
	Units         map[string]string        // unit words to the unit
	Joints        []string                 // words between numbers and units
	Money, Coins  []string                 // units of money, and their hundredths
	Signs         map[string]string        // signs as words; nil takes English
	Yes, No       []string                 // the first is what a card says, the others mean the same
	Infinitive    []string                 // "to" before a verb: counts for nothing
	Subjects      []string                 // "it" before a verb
	About         []string                 // "about five"
	Messages      map[string]string        // sentences by reason
}

package table

// Judging holds the data that decides whether an answer is right, in addition to the
// small words of Utterances.
type Judging struct {
	// Gender of articles, for answers in which the article matters.
	Gender  map[string]byte
	Elision []string // l', d': split from the word
	Dropped []string // articles ignored at any position, not only in front

	Abbreviations map[string]string // folded words
	Regional      func(word string) string
	Singular      func(word string) string
	Sound         func(word string) string // phonetic key: one byte per sound
	Homophones    map[string]string        // irregular: word to the word that represents its set
	Letters       map[string]byte          // letters by the words for their names
	LetterWords   []string                 // spoken while spelling: "capital"
	Confusable    map[string]string        // words that are one slip apart but differ in meaning: word to set
	Affixes       [][2]string              // prefixes and suffixes that change the meaning
	Opposites     [][2]string              // prefixes and suffixes that reverse the meaning
	Copulas       []string                 // "is", in a sentence that answers
	Small         map[string]bool          // words that carry no answer
	FormWords     []string                 // words in a question that asks for a form ("plural of")
	Units         map[string]string        // unit words to the unit
	Second        string                   // the unit of time, where it is also an ordinal
	Joints        []string                 // words between numbers and units
	Money, Coins  []string                 // units of money, and their hundredths
	Signs         *Signs                   // nil means English
	Phrases       map[string]string        // phrases that count as one word: "pour cent"
	Yes, No       []string                 // the first is what a card says; the others mean the same
	Infinitive    []string                 // "to" before a verb; ignored
	Subjects      []string                 // "it" before a verb
	About         []string                 // "about five"
	Messages      map[string]string        // sentences by reason
}

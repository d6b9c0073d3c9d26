package answer

// language is what the judge needs to know of a language beyond
// intent.Lexicon. A new language is one file that fills this in.
type language struct {
	// gender of articles whose choice is part of the answer.
	gender  map[string]byte
	elision []string // l', d': split from the word
	dropped []string // articles ignored wherever they stand, not only in front

	abbreviations map[string]string // folded words
	regional      func(word string) string
	singular      func(word string) string
	sound         func(word string) string // phonetic key: one byte a sound
	homophones    map[string]string        // irregular: word to the one that stands for its set
	letters       map[string]byte          // what letter names are heard as
	letterWords   []string                 // said while spelling: "capital"
	confusable    map[string]string        // words a slip apart that are different things: word to set
	affixes       [][2]string              // beginnings and ends that change the meaning
	opposites     [][2]string              // beginnings and ends that make the opposite
	copulas       []string                 // "is", in a sentence that answers
	small         map[string]bool          // words that carry no answer
	formWords     []string                 // in a question: it asks for a form ("plural of")
	units         map[string]string        // unit words to the unit
	joints        []string                 // words between numbers and units
	money, coins  []string                 // units of money, and their hundredths
	signs         map[string]string        // signs as words; nil takes English
	yes, no       []string                 // the first is what a card says, the others mean the same
	infinitive    []string                 // "to" before a verb: counts for nothing
	subjects      []string                 // "it" before a verb
	about         []string                 // "about five"
	messages      map[Reason]string
}

func languageFor(lang string) *language {
	switch base(lang) {
	case "en":
		return &english
	case "fr":
		return &french
	}
	return &other
}

// other serves languages without a file of their own: nothing is forgiven
// but case, marks, punctuation and slips of spelling.
var other = language{}

func base(lang string) string {
	for i := range len(lang) {
		if lang[i] == '-' || lang[i] == '_' {
			lang = lang[:i]
			break
		}
	}
	b := []byte(lang)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c + 32
		}
	}
	return string(b)
}

package table

// Utterances are the phrases that can be said in a language: commands, answers to
// closed questions, numbers, and the small words around an answer.
type Utterances struct {
	Code     string
	Commands map[string]Forms // by the name of the command
	Near     [][2]string      // short forms easily mistaken for each other

	Yes, No, True, False []string   // answers to a true/false question
	Ordinals             []string   // "first" is 0
	Last                 string     // the word for the last one
	Spelling             [][]string // alphabets of spelling words, a to z
	Option               []string   // "option": with a number, letter or spelling word
	TheOne               []string   // "the %s one", "the %s", "%s": used with an ordinal
	All, None            []string   // all or none of several options
	And, Or, Not         []string
	Fillers              []string // words without meaning, at either end
	Frames               []string // precede an answer: "the answer is"
	Articles             []string
	Signs                *Signs // read as words: "%" is "percent"
	Numbers              Numerals
	Spell                func(n int64) string   // 0 ≤ n ≤ MaxNumber; words joined by spaces
	Spellings            func(n int64) []string // other ways to say n; nil: none
	Ordinal              func(n int64) string   // 1 ≤ n ≤ 999
	OrdinalSpellings     func(n int64) []string // other ways to say the n-th; nil: none
	OrdinalsAlso         map[string]int64       // folded
	OrdinalMarks         []string               // after digits: "2 nd"
	Rules                []Rule                 // a grammar of numbers in JSGF: "number" is the whole
	Months               []string
	GiveUp               []string // the learner knows no answer
}

// Forms are the ways to say one command. Long forms have two or more words, are
// recognised reliably, and are the ones to teach; the first is the one to print. Short
// forms are single words.
type Forms struct {
	Long  []string
	Short []string
}

// Rule is one rule of a grammar in JSGF notation: <name> = body;
type Rule struct {
	Name string `json:"name"`
	Body string `json:"body"`
}

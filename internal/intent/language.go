package intent

import "strings"

// language is all that differs between languages. A new one is one file that
// fills this in, and its entry in languages.
type language struct {
	code     string
	commands map[Command]Forms
	near     [][2]string // short forms easily heard for each other

	yes, no, true_, false_ []string   // what answers a true/false question
	ordinals               []string   // "first" is 0
	last                   string     // the word for the last one
	spelling               [][]string // alphabets of spelling words, a to z
	option                 []string   // "option": with a number, letter or spelling word
	theOne                 []string   // "the %s one", "the %s", "%s": with an ordinal
	all, none              []string   // all or none of several options
	and, or, not           []string
	fillers                []string // say nothing, at either end
	frames                 []string // come before an answer: "the answer is"
	articles               []string
	symbols                map[rune]string // read as words: "%" is "percent"
	numbers                numerals
	spell                  func(n int64) string // 0 ≤ n ≤ MaxNumber; words joined by spaces
	ordinal                func(n int64) string // 1 ≤ n ≤ 999
	ordinalsAlso           map[string]int64     // folded
	ordinalMarks           []string             // after digits: "2 nd"
	rules                  []Rule               // see NumberRules
	months                 []string
	giveUp                 []string // no answer is known
}

var languages = map[string]*language{"en": &english, "fr": &french}

// Languages returns the codes of the languages commands can be spoken in.
func Languages() []string { return []string{"en", "fr"} }

// Supported reports whether commands can be spoken in lang (BCP 47; the
// region is ignored).
func Supported(lang string) bool { _, ok := languages[base(lang)]; return ok }

// languageFor falls back to English, since a learner must always be able to
// say stop in some language.
func languageFor(lang string) *language {
	if l, ok := languages[base(lang)]; ok {
		return l
	}
	return &english
}

func base(lang string) string {
	lang = strings.ToLower(lang)
	if i := strings.IndexAny(lang, "-_"); i >= 0 {
		lang = lang[:i]
	}
	return lang
}

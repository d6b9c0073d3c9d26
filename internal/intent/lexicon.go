package intent

import "sync"

// Lexicon is the small words of a language that matter when an answer is
// judged. All are folded; entries may have several words.
type Lexicon struct {
	Articles []string
	Fillers  []string
	Frames   []string // come before an answer: "the answer is"
	And, Or  []string
	Not      []string
	Months   []string
	GiveUp   []string     // "i dont know"
	Minus    []string     // come before a number
	Spelling [26][]string // spelling words by letter
}

var lexicons sync.Map // code → *Lexicon

// LexiconOf returns the small words of lang, none where the language is not
// one of Languages.
func LexiconOf(lang string) *Lexicon {
	if !Supported(lang) {
		return &Lexicon{}
	}
	l := languageFor(lang)
	if x, ok := lexicons.Load(l.code); ok {
		return x.(*Lexicon)
	}
	fold := func(in []string) []string {
		out := make([]string, len(in))
		for i, s := range in {
			out[i] = key(l.code, s)
		}
		return out
	}
	x := &Lexicon{
		Articles: fold(l.articles), Fillers: fold(l.fillers), Frames: fold(l.frames),
		And: fold(l.and), Or: fold(l.or), Not: fold(l.not), Months: fold(l.months), GiveUp: fold(l.giveUp), Minus: fold(l.numbers.minus),
	}
	for _, alphabet := range l.spelling {
		for i, w := range alphabet {
			if w != "" {
				x.Spelling[i] = append(x.Spelling[i], key(l.code, w))
			}
		}
	}
	lexicons.Store(l.code, x)
	return x
}

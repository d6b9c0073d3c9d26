package intent

import "sync"

// Lexicon is the small words of a language that matter when an answer is
// judged, as Words gives them: lower case, with marks. Entries may have
// several words.
type Lexicon struct {
	Articles []string
	Fillers  []string
	Frames   []string // come before an answer: "the answer is"
	And, Or  []string
	Not      []string
	Months   []string
	GiveUp   []string     // "i don't know"
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
	spoken := func(in []string) []string {
		out := make([]string, len(in))
		for i, s := range in {
			out[i] = plain(l.code, s)
		}
		return out
	}
	x := &Lexicon{
		Articles: spoken(l.articles), Fillers: spoken(l.fillers), Frames: spoken(l.frames),
		And: spoken(l.and), Or: spoken(l.or), Not: spoken(l.not), Months: spoken(l.months), GiveUp: spoken(l.giveUp), Minus: spoken(l.numbers.minus),
	}
	for _, alphabet := range l.spelling {
		for i, w := range alphabet {
			if w != "" {
				x.Spelling[i] = append(x.Spelling[i], plain(l.code, w))
			}
		}
	}
	lexicons.Store(l.code, x)
	return x
}

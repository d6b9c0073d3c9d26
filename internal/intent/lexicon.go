package intent

import "sync"

// Lexicon holds the small words of a language that matter when an answer is judged, in
// the form that Words returns: lower case, with diacritics. An entry can have several
// words.
type Lexicon struct {
	Articles []string
	Fillers  []string
	Frames   []string // precede an answer: "the answer is"
	And, Or  []string
	Not      []string
	Months   []string
	GiveUp   []string     // "i don't know"
	Minus    []string     // precede a number
	Spelling [26][]string // spelling words by letter
}

var lexicons sync.Map // code → *Lexicon

// LexiconOf returns the small words of lang, or none if lang is not one of Languages.
func LexiconOf(lang string) *Lexicon {
	if !Supported(lang) {
		return &Lexicon{}
	}
	l := languageFor(lang)
	if x, ok := lexicons.Load(l.Code); ok {
		return x.(*Lexicon)
	}
	spoken := func(in []string) []string {
		out := make([]string, len(in))
		for i, s := range in {
			out[i] = plain(l.Code, s)
		}
		return out
	}
	x := &Lexicon{
		Articles: spoken(l.Articles), Fillers: spoken(l.Fillers), Frames: spoken(l.Frames),
		And: spoken(l.And), Or: spoken(l.Or), Not: spoken(l.Not), Months: spoken(l.Months), GiveUp: spoken(l.GiveUp), Minus: spoken(l.Numbers.Minus),
	}
	for _, alphabet := range l.Spelling {
		for i, w := range alphabet {
			if w != "" {
				x.Spelling[i] = append(x.Spelling[i], plain(l.Code, w))
			}
		}
	}
	lexicons.Store(l.Code, x)
	return x
}

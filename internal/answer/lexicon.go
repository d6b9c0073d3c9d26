package answer

import (
	"strings"
	"sync"

	"carrel/internal/intent"
)

// lexicon is an intent.Lexicon whose entries are folded and split like forms.
type lexicon intent.Lexicon

var lexicons sync.Map // language code → *lexicon

func lexiconOf(lang string) *lexicon {
	code := base(lang)
	if x, ok := lexicons.Load(code); ok {
		return x.(*lexicon)
	}
	j := &judge{lang: code, l: languageFor(code)}
	from := intent.LexiconOf(code)
	each := func(in []string) []string {
		out := make([]string, len(in))
		for i, s := range in {
			out[i] = strings.Join(foldedAll(j.split(strings.Fields(s))), " ")
		}
		return out
	}
	x := &lexicon{
		Articles: each(from.Articles), Fillers: each(from.Fillers), Frames: each(from.Frames), And: without(each(from.And), []string{"plus"}), Or: each(from.Or),
		Not: each(from.Not), Months: each(from.Months), GiveUp: each(from.GiveUp), Minus: each(from.Minus),
	}
	for i, alphabet := range from.Spelling {
		x.Spelling[i] = each(alphabet)
	}
	lexicons.Store(code, x)
	return x
}

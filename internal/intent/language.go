package intent

import (
	"carrel/internal/lang"
	"carrel/internal/lang/en"
)

// utterances are the phrases that can be said in one language.
type utterances = lang.Utterances

// Languages returns the codes of the languages in which commands can be spoken.
func Languages() []string {
	var out []string
	for _, code := range lang.Known() {
		if lang.Of(code).Utterances != nil {
			out = append(out, code)
		}
	}
	return out
}

// Supported reports whether commands can be spoken in a language (BCP 47; the
// region is ignored).
func Supported(tag string) bool { return utterancesOf(tag) != nil }

func utterancesOf(tag string) *utterances {
	if l := lang.Of(tag); l != nil {
		return l.Utterances
	}
	return nil
}

// languageFor falls back to English, because a learner must always be able to say stop
// in some language.
func languageFor(tag string) *utterances {
	if u := utterancesOf(tag); u != nil {
		return u
	}
	return en.Language.Utterances
}

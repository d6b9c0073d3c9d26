package answer

import "carrel/internal/lang"

// judging is the judge's data of one language.
type judging struct{ *lang.Judging }

var (
	// other serves languages without rules of their own. It ignores only case, diacritics,
	// punctuation and slips of spelling.
	other   = &judging{&lang.Judging{}}
	english = languageFor("en")
)

func languageFor(tag string) *judging {
	if l := lang.Of(tag); l != nil && l.Judging != nil {
		return &judging{l.Judging}
	}
	return other
}

func base(tag string) string { return lang.Base(tag) }

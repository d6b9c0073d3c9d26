package lang

import (
	"carrel/internal/lang/en"
	"carrel/internal/lang/table"
)

// English are the words used for a language without its own.
var English = en.Words

// GreekLetters are the lower-case letters from alpha to omega, without final sigma.
var GreekLetters = table.GreekLetters

// Fill inserts arguments into a format: {0}, {1}, …
func Fill(format string, args ...string) string { return table.Fill(format, args...) }

// wordsFor returns the words of a language, and whether it has any.
func wordsFor(tag string) (*Words, bool) {
	if l := Of(tag); l != nil && l.Words != nil {
		return l.Words, true
	}
	return nil, false
}

// WordsOr returns the words of the language tag, or else of other, or else the English
// ones, and the language of the returned words: tag itself if it has words.
func WordsOr(tag, other string) (*Words, string) {
	if w, ok := wordsFor(tag); ok {
		return w, tag
	}
	if w, ok := wordsFor(other); ok {
		return w, other
	}
	return &English, "en"
}

// AllWords returns the words of every language that has them.
func AllWords() []*Words {
	var out []*Words
	for _, code := range Known() {
		if l := Of(code); l.Words != nil {
			out = append(out, l.Words)
		}
	}
	return out
}

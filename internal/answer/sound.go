package answer

import (
	"strings"

	"carrel/internal/intent"
	"carrel/internal/lang/table"
)

// A phonetic key writes a word as it sounds, one letter a sound, so that
// words of the same sound get the same key. It is rule-based and coarse:
// right for most words, and where it errs it errs alike for both sides of a
// comparison.

// soundOf is the key of words in l, without spaces, or "" where the language
// has no rules.
func (l *judging) soundOf(words []string) string {
	if l.Sound == nil {
		return ""
	}
	var b strings.Builder
	for _, w := range words {
		b.WriteString(l.Sound(w))
	}
	return table.Squeeze(b.String())
}

// homophone returns the word that stands for w's set of irregular homophones.
func (l *judging) homophone(w string) (string, bool) {
	if h, ok := l.Homophones[w]; ok {
		return h, true
	}
	h, ok := l.Homophones[intent.Fold(w)]
	return h, ok
}

package answer

import (
	"strings"

	"carrel/internal/intent"
	"carrel/internal/lang/table"
)

// A phonetic key writes a word as it sounds, one letter per sound, so that words of the
// same sound have the same key. The rules are coarse: they are right for most words, and
// their errors affect both sides of a comparison in the same way.

// soundOf returns the phonetic key of words in l, without spaces, or "" where the language
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

// homophone returns the representative of the irregular homophones of w.
func (l *judging) homophone(w string) (string, bool) {
	if h, ok := l.Homophones[w]; ok {
		return h, true
	}
	h, ok := l.Homophones[intent.Fold(w)]
	return h, ok
}

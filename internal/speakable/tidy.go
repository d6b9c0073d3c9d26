package speakable

import (
	"strings"

	"carrel/internal/speakable/formula"
	"carrel/internal/speakable/mark"
)

// tidy collapses spaces and repairs the punctuation around dropped symbols: no mark at
// the beginning, none after a comma, no space before one, no comma at the end.
func tidy(s string) string {
	s = strings.NewReplacer(formula.SoftSpace+"?", "?", formula.SoftSpace+"!", "!").Replace(mark.Strip(s))
	rs := []rune(strings.Join(strings.Fields(s), " "))
	out := make(tidied, 0, len(rs))
	for i, r := range rs {
		next := textEnd
		if i+1 < len(rs) {
			next = rs[i+1]
		}
		out.add(r, next)
	}
	return strings.TrimRight(string(out), " ,;:")
}

// textEnd stands for the rune after the last one.
const textEnd rune = -1

// tidied is the beginning of a text that tidy has repaired.
type tidied []rune

// last returns the last rune, 0 if there is none.
func (t tidied) last() rune {
	if len(t) == 0 {
		return 0
	}
	return t[len(t)-1]
}

// drop removes the last rune.
func (t *tidied) drop() { *t = (*t)[:len(*t)-1] }

// add appends the next rune of the text, or repairs the punctuation that it completes.
// next is the rune after it.
func (t *tidied) add(r, next rune) {
	closes := closesText(r, next)
	if closes && t.last() == ' ' && !t.opensWord(r, next) {
		t.drop()
	}
	switch last := t.last(); {
	case r == ')' && last == '(':
		t.drop()
	case closes && r == '.' && strings.ContainsRune(",;:", last):
		(*t)[len(*t)-1] = r // a full stop replaces a weaker mark
	case (closes || r == ' ') && redundant(r, last):
	default:
		*t = append(*t, r)
	}
}

// opensWord reports whether r is a colon that belongs to the word after it, as in "a :b".
func (t tidied) opensWord(r, next rune) bool {
	return r == ':' && len(t) > 1 && next != textEnd && next != ' '
}

// closesText reports whether r, followed by next, is a mark that stands right after the
// text it ends.
func closesText(r, next rune) bool {
	switch r {
	case ',', ';', ':', ')':
		return true
	case '.':
		return next == textEnd || next == ' ' || next == ')'
	}
	return false
}

// redundant reports whether a space or punctuation mark has nothing to separate or close
// after last.
func redundant(r, last rune) bool {
	nothing := last == 0 || last == '('
	switch r {
	case ' ':
		return nothing || last == ' '
	case ')':
		return false
	case '.':
		return nothing
	}
	return nothing || strings.ContainsRune(",;:.?!", last)
}

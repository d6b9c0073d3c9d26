package speakable

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// place is where some words stand: bytes from..to of a text.
type place struct{ from, to int }

// findWords returns the places where part stands in text as whole words,
// whatever the case. Scripts without spaces have no word ends, so there it is
// found anywhere.
func findWords(text, part string) []place {
	part = strings.TrimSpace(part)
	if !sayable(part) {
		return nil
	}
	lower, back := foldCase(text)
	folded, _ := foldCase(part)
	var out []place
	for from := 0; from < len(lower); {
		i := strings.Index(lower[from:], folded)
		if i < 0 {
			break
		}
		i += from
		p := place{back(i), back(i + len(folded))}
		if wordEdge(text, p.from) && wordEdge(text, p.to) {
			out = append(out, p)
			from = i + len(folded)
			continue
		}
		_, size := utf8.DecodeRuneInString(lower[i:])
		from = i + size
	}
	return out
}

// foldCase returns s in lower case and a function that takes a byte position
// in that back to s: some letters change their length.
func foldCase(s string) (string, func(int) int) {
	var b strings.Builder
	var from, to []int // where lengths differ: position after, in lower and in s
	for i, r := range s {
		l := unicode.ToLower(r)
		b.WriteRune(l)
		size := utf8.RuneLen(r)
		if utf8.RuneLen(l) != size {
			from, to = append(from, b.Len()), append(to, i+size)
		}
	}
	return b.String(), func(p int) int {
		at := 0
		for k, f := range from {
			if f > p {
				break
			}
			at = to[k] - f
		}
		return p + at
	}
}

// containsWords reports whether text holds the words of part.
func containsWords(text, part string) bool { return len(findWords(text, part)) > 0 }

// wordEdge reports whether a word begins or ends at byte i of s.
func wordEdge(s string, i int) bool {
	if i <= 0 || i >= len(s) {
		return true
	}
	l, _ := utf8.DecodeLastRuneInString(s[:i])
	r, _ := utf8.DecodeRuneInString(s[i:])
	return !wordRune(l) || !wordRune(r) || spaceless(l) || spaceless(r)
}

func wordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.M, r)
}

// spaceless reports whether r belongs to a script that parts no words.
func spaceless(r rune) bool {
	switch scriptOf(r) {
	case han, kana, thai:
		return true
	}
	return false
}

// sayable reports whether text has a letter or a number to say.
func sayable(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) })
}

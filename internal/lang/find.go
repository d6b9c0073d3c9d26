package lang

import (
	"carrel/internal/lang/table"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Place is the position of some words in a text: bytes From to To.
type Place struct{ From, To int }

// FindWords returns the places where part occurs in text as whole words, ignoring case.
// Scripts without spaces have no word boundaries, so there it matches anywhere.
func FindWords(text, part string) []Place {
	part = strings.TrimSpace(part)
	if !Sayable(part) {
		return nil
	}
	lower, back := foldCase(text)
	folded, _ := foldCase(part)
	var out []Place
	for from := 0; from < len(lower); {
		i := strings.Index(lower[from:], folded)
		if i < 0 {
			break
		}
		i += from
		p := Place{back(i), back(i + len(folded))}
		if wordEdge(text, p.From) && wordEdge(text, p.To) {
			out = append(out, p)
			from = i + len(folded)
			continue
		}
		_, size := utf8.DecodeRuneInString(lower[i:])
		from = i + size
	}
	return out
}

// foldCase returns s in lower case and a function that maps a byte position in it back
// to s, because some letters change their length.
func foldCase(s string) (string, func(int) int) {
	var b strings.Builder
	var from, to []int // where lengths differ: the position after the letter, in lower case and in s
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

// ContainsWords reports whether text contains part as whole words.
func ContainsWords(text, part string) bool { return len(FindWords(text, part)) > 0 }

// wordEdge reports whether a word begins or ends at byte i of s.
func wordEdge(s string, i int) bool {
	if i <= 0 || i >= len(s) {
		return true
	}
	l, _ := utf8.DecodeLastRuneInString(s[:i])
	r, _ := utf8.DecodeRuneInString(s[i:])
	return !WordRune(l) || !WordRune(r) || Spaceless(l) || Spaceless(r)
}

// WordRune reports whether r is part of a word.
func WordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.M, r)
}

// Spaceless reports whether r belongs to a script without spaces between words.
func Spaceless(r rune) bool {
	switch ScriptOf(r) {
	case han, Kana, thai:
		return true
	}
	return false
}

// Sayable reports whether s contains a letter or a number.
func Sayable(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) })
}

// Fold removes differences that do not distinguish words when heard or typed: case,
// diacritics, apostrophes, ligatures.
func Fold(s string) string { return table.Fold(s) }

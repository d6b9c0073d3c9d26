package intent

import (
	"carrel/internal/lang"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Words splits text into words as spoken in lang: lower case, without punctuation,
// symbols such as % as words, hyphens as spaces, letters with dots ("U.S.A.") one by
// one. Diacritics and apostrophes inside words stay. Digits stay digits, with a decimal
// point if there was one.
func Words(lang, text string) []string {
	l := languageFor(lang)
	rs := []rune(norm.NFC.String(text))
	var b strings.Builder
	for i, r := range rs {
		prev, next := at(rs, i-1), at(rs, i+1)
		switch {
		case isApostrophe(r):
			b.WriteByte(apostrophe(prev, next))
		case r == '.' || r == ',':
			b.WriteString(stop(l, rs, i))
		case isMinus(r):
			b.WriteString(minus(l, prev, next))
		case letter(r):
			if unicode.IsDigit(prev) {
				b.WriteByte(' ')
			}
			b.WriteRune(unicode.ToLower(r))
		case unicode.IsDigit(r) || isSubscript(r):
			if letter(prev) {
				b.WriteByte(' ')
			}
			b.WriteRune(digit(r))
		case r == '/' && unicode.IsDigit(prev) && unicode.IsDigit(next):
			b.WriteString(" " + l.Numbers.Over[0] + " ")
		case strings.ContainsRune(said, r):
			b.WriteString(" " + l.Signs.Say(string(r)) + " ")
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Fields(b.String())
}

// said are the signs that are read as words.
const said = "%&+=°€$£½¼¾×²³π"

func isApostrophe(r rune) bool { return r == '’' || r == 'ʼ' || r == '\'' || r == '‘' }

// apostrophe returns the replacement of an apostrophe between two runes. It stays inside a
// word.
func apostrophe(prev, next rune) byte {
	if letter(prev) && letter(next) {
		return '\''
	}
	return ' '
}

func isSubscript(r rune) bool { return r >= '₀' && r <= '₉' }

// minus returns the replacement of a minus between two runes. It is a sign only before a
// number at the start or after a space.
func minus(l *utterances, prev, next rune) string {
	if unicode.IsDigit(next) && (prev == 0 || unicode.IsSpace(prev)) {
		return " " + l.Numbers.Minus[0] + " "
	}
	return " "
}

// stop returns the replacement of the full stop or comma at rs[i].
func stop(l *utterances, rs []rune, i int) string {
	prev, next := at(rs, i-1), at(rs, i+1)
	if !unicode.IsDigit(prev) || !unicode.IsDigit(next) {
		return " "
	}
	// Grouping: exactly three digits follow, up to the next separator or the end, and one
	// to three precede it. The comma groups in English and is the decimal sign in French;
	// the point is the reverse.
	before := 0
	for j := i - 1; j >= 0 && unicode.IsDigit(rs[j]); j-- {
		before++
	}
	after := 0
	for j := i + 1; j < len(rs) && unicode.IsDigit(rs[j]); j++ {
		after++
	}
	decimal := '.'
	if l.Numbers.Point[0] == "virgule" {
		decimal = ','
	}
	// A group inside a number can begin with 0, but its first group cannot.
	inner := before == 3 && at(rs, i-before-1) == rs[i] && unicode.IsDigit(at(rs, i-before-2))
	if rs[i] != decimal && after == 3 && before <= 3 && (at(rs, i-before) != '0' || inner) {
		return "" // joins the groups
	}
	return "."
}

func at(rs []rune, i int) rune {
	if i < 0 || i >= len(rs) {
		return 0
	}
	return rs[i]
}

func letter(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) }

func isMinus(r rune) bool { return r == '-' || r == '−' || r == '‑' || r == '–' }

// digit maps any decimal digit to an ASCII one.
func digit(r rune) rune {
	switch {
	case r < 128:
		return r
	case isSubscript(r):
		return r - '₀' + '0'
	}
	for z := r; z > r-10; z-- { // Unicode assigns decimal digits in runs of ten
		if !unicode.IsDigit(z - 1) {
			return '0' + (r - z)
		}
	}
	return '0'
}

// folded returns the folded words of text, for comparisons.
func folded(lang, text string) []string { return foldAll(Words(lang, text)) }

func foldAll(words []string) []string {
	out := make([]string, 0, len(words))
	for _, w := range words {
		if f := Fold(w); f != "" {
			out = append(out, f)
		}
	}
	return out
}

func key(lang, text string) string { return strings.Join(folded(lang, text), " ") }

// Fold removes differences that do not distinguish words when heard or typed: case,
// diacritics, apostrophes, ligatures.
func Fold(s string) string { return lang.Fold(s) }

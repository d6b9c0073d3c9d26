package listen

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"carrel/internal/lang"
	"carrel/internal/lang/table"
)

// sounds adds methods to the table of how a language is pronounced.
type sounds struct{ *table.Sounds }

// soundsOf returns the sounds of a language, or nil if it has no table of them.
func soundsOf(tag string) *sounds {
	if l := lang.Of(tag); l != nil && l.Sounds != nil {
		return &sounds{l.Sounds}
	}
	return nil
}

const mostWays = 6

var (
	brackets = regexp.MustCompile(`\([^()]*\)|\[[^\[\]]*\]`)
	number   = regexp.MustCompile(`^[-−–]?\d+(?:[.,]\d+)*$`)
	groups   = map[bool]*regexp.Regexp{ // grouped thousands; key: the comma is the decimal mark
		false: regexp.MustCompile(`^[-−–]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$`),
		true:  regexp.MustCompile(`^[-−–]?\d{1,3}(?:[.  ]\d{3})+(?:,\d+)?$`),
	}
	pieces = regexp.MustCompile(`[\p{L}\p{M}]+(?:['’.-]?[\p{L}\p{M}]+)*[.'’]?|[-−–]?\d+(?:[.,]\d+)*(?:\p{L}+)?|[^\s]`)
)

// Spoken returns the ways in which a text may be said, each as lower-case words: numbers
// and years in words, initials letter by letter, signs by name. It leaves out text in
// brackets. It returns nil if nothing can be said or the text has more words than a
// phrase may have.
func Spoken(tag, text string) [][]string {
	l := soundsOf(tag)
	if l == nil || len(text) > 400 {
		return nil
	}
	text = norm.NFKC.String(strings.ToValidUTF8(text, " "))
	if bare := strings.TrimSpace(brackets.ReplaceAllString(text, " ")); bare != "" {
		text = bare
	}
	ways := [][]string{{}}
	found := pieces.FindAllString(text, -1)
	for i, piece := range found {
		// A dash between words joins them; a dash before a digit is a minus.
		options := l.read(piece, i == 0)
		if options == nil {
			continue
		}
		var next [][]string
		for _, o := range options {
			for _, w := range ways {
				if len(next) < mostWays {
					next = append(next, append(append([]string{}, w...), o...))
				}
			}
		}
		ways = next
	}
	var out [][]string
	for _, w := range ways {
		if len(w) > 0 && len(w) <= Shared.Limits.WordsInPhrase {
			out = append(out, w)
		}
	}
	return out
}

// read returns the ways of saying one piece of a text, or nil if it is not said.
func (l *sounds) read(piece string, first bool) [][]string {
	if n := []rune(piece); unicode.IsDigit(n[0]) || len(n) > 1 && unicode.IsDigit(n[1]) {
		if !first && strings.ContainsRune("-−–", n[0]) {
			piece = string(n[1:]) // a range, not a minus
		}
		return l.digits(piece)
	}
	if ways := l.sign(piece); ways != nil {
		return ways
	}
	if !strings.ContainsFunc(piece, unicode.IsLetter) {
		return nil
	}
	if initials(piece) {
		spelled := l.spell(piece)
		if word := l.words(piece); len([]rune(piece)) > 2 && !strings.Contains(piece, ".") && len(word) > 0 {
			return [][]string{spelled, word}
		}
		return [][]string{spelled}
	}
	if w := l.words(piece); len(w) > 0 {
		return [][]string{w}
	}
	return nil
}

// signs are the signs that are said.
const signs = "&+=%°$€£×÷/<>≤≥≈παβγδΔλμσωΩθ∞@#"

// sign returns the ways of saying a sign, nil for anything else.
func (l *sounds) sign(piece string) [][]string {
	if !strings.Contains(signs, piece) {
		return nil
	}
	switch piece {
	case "#":
		piece = "№"
	case "Δ", "Ω":
		piece = strings.ToLower(piece) // learners do not say "capital"
	}
	var out [][]string
	for _, w := range l.Signs.Ways(piece) {
		out = append(out, strings.Fields(w))
	}
	return out
}

// digits returns the ways of saying a piece that begins with a number.
func (l *sounds) digits(piece string) [][]string {
	end := strings.IndexFunc(piece, unicode.IsLetter)
	if end < 0 {
		return l.number(piece)
	}
	head, tail := piece[:end], piece[end:]
	if l.Ordinals.MatchString(strings.ToLower(piece)) {
		if n, ok := integer(head); ok {
			if o := l.Ordinal(n); o != nil {
				return [][]string{o}
			}
		}
	}
	// "3D" and "2x" are a number followed by letters.
	var out [][]string
	for _, n := range l.number(head) {
		out = append(out, append(n, l.spell(tail)...))
	}
	return out
}

func (l *sounds) number(s string) [][]string {
	if !number.MatchString(s) {
		return nil
	}
	var sign []string
	if r := []rune(s)[0]; !unicode.IsDigit(r) {
		sign, s = []string{l.Minus}, strings.TrimLeft(s, "-−–")
	}
	whole, decimals, grouped := l.atDecimal(s)
	n, ok := integer(whole)
	var ways [][]string
	switch {
	case !ok || len(whole) > 1 && whole[0] == '0':
		ways = [][]string{l.oneByOne(whole)}
	case decimals == "" && sign == nil && !grouped && n >= 1100 && n <= 2099:
		ways = append(l.Year(n), l.Integer(n)...)
	default:
		ways = l.Integer(n)
	}
	var out [][]string
	for _, w := range ways {
		w = slices.Concat(sign, w)
		if decimals != "" {
			w = append(append(w, l.Point), l.oneByOne(decimals)...)
		}
		out = append(out, w)
	}
	return out
}

// atDecimal returns the digits before and after the decimal mark of a number, and whether
// thousands are grouped.
func (l *sounds) atDecimal(s string) (whole, decimals string, grouped bool) {
	grouped = groups[l.Comma].MatchString(s)
	whole = s
	if i := strings.LastIndexAny(s, ".,"); i >= 0 && (!grouped || (s[i] == ',') == l.Comma) {
		whole, decimals = s[:i], s[i+1:]
	}
	return strings.NewReplacer(".", "", ",", "").Replace(whole), decimals, grouped
}

func (l *sounds) oneByOne(digits string) []string {
	var out []string
	for _, d := range digits {
		out = append(out, l.Integer(int64(d - '0'))[0]...)
	}
	return out
}

// spell returns the letters of a word; "a." is the word for the letter A.
func (l *sounds) spell(s string) []string {
	var out []string
	for _, r := range l.plain(s) {
		if l.Letter[r] != "" {
			out = append(out, string(r)+".")
		} else if unicode.IsDigit(r) {
			out = append(out, l.oneByOne(string(r))...)
		}
	}
	return out
}

func (l *sounds) words(piece string) []string {
	var out []string
	for _, w := range strings.FieldsFunc(l.plain(piece), func(r rune) bool { return r == '-' || r == '.' }) {
		w = strings.Trim(w, "'")
		for _, c := range l.Clitics {
			if rest, ok := strings.CutPrefix(w, c); ok && rest != "" {
				out, w = append(out, c), rest
			}
		}
		if w != "" && len([]rune(w)) <= Shared.Limits.LettersInWord {
			out = append(out, w)
		}
	}
	return out
}

// plain returns a word in lower case, without the diacritics that the language's
// dictionary does not use.
func (l *sounds) plain(s string) string {
	s = strings.NewReplacer("œ", "oe", "Œ", "oe", "æ", "ae", "Æ", "ae", "ß", "ss", "ø", "o", "Ø", "o", "ł", "l", "Ł", "l", "đ", "d", "ð", "th", "þ", "th", "ı", "i", "’", "'").Replace(s)
	var b strings.Builder
	for _, r := range norm.NFC.String(strings.ToLower(s)) {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || strings.ContainsRune("'-.", r) || strings.ContainsRune(l.Letters, r) {
			b.WriteRune(r)
			continue
		}
		for _, d := range norm.NFD.String(string(r)) {
			if d >= 'a' && d <= 'z' {
				b.WriteRune(d)
			}
		}
	}
	return b.String()
}

// initials reports whether a word is said letter by letter: DNA, U.S., B.
func initials(piece string) bool {
	letters := 0
	for _, r := range piece {
		if r == '.' {
			continue
		}
		if !unicode.IsUpper(r) {
			return false
		}
		letters++
	}
	return letters == 1 && len(piece) <= 2 || letters > 1 && letters <= 5
}

func integer(s string) (int64, bool) {
	if len(s) == 0 || len(s) > 12 {
		return 0, false
	}
	var n int64
	for _, r := range s {
		if r < '0' || r > '9' {
			return 0, false
		}
		n = n*10 + int64(r-'0')
	}
	return n, true
}

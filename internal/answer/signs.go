package answer

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
)

// Signs carry meaning between numbers and letters: x > 5 is not x < 5, n−1 is not n+1, 3:1
// is not 31. They are replaced by the words with which the question is read aloud, so that
// typed and spoken answers compare alike.

var (
	signed      = regexp.MustCompile(`[<>≤≥≠+^/:!*%√±×÷∞→←↔°⁰-⁹⁺⁻²³¹−.,#♯♭xX-]|\bpour cent\b|\d(?:st|nd|rd)\b|[∀-⋿]`)
	arrows      = strings.NewReplacer("<=>", "↔", "<->", "↔", "<=", "≤", ">=", "≥", "!=", "≠", "->", "→", "=>", "→", "<-", "←", "⇒", "→", "⇔", "↔", "**", "^", "−", "-")
	ownMinus    = regexp.MustCompile(`([(=<>≤≥^/×*,])\s*-\s*([\pL\d])`)
	sumMinus    = regexp.MustCompile(`(^|[^\pL\pN'’-])(\d*[a-z]|[\d.]+ )[ ]?-[ ]?(\d+|[a-z])($|[^\pL\pN'’-])`)
	digitMinus  = regexp.MustCompile(`(^|[^\pL\pN'’-])(\d+)-(\d*[a-z])($|[^\pL\pN'’-])`)
	spacedMinus = regexp.MustCompile(`([a-z\d)]) - ([a-z\d(])`)
	charge      = regexp.MustCompile(`(^|\s)((?:[A-Z][a-z]?\d*){2,5}|[A-Z]|AB|Cl|Br|[A-Z][a-z]?\d)-($|\s)`)
	quotient    = regexp.MustCompile(`(^|[^\pL\pN])(\d*[A-Za-z])\s?/\s?(\d*[A-Za-z]|\d+)($|[^\pL\pN])`)
	quotient2   = regexp.MustCompile(`(^|[^\pL\pN])(\d+)\s?/\s?(\d*[A-Za-z])($|[^\pL\pN])`)
	ratio       = regexp.MustCompile(`(^|[^\d:])(\d{1,4}) ?: ?(\d|\d{3,4})($|[^\d:])`)
	pointFirst  = regexp.MustCompile(`(^|[\s=<>(-])\.(\d)`)
	product     = regexp.MustCompile(`([\pL\d)])\s?\*\s?([\pL\d(])`)
	crossed     = regexp.MustCompile(`(\d)\s?[xX]\s?(\d)`)
	sharp       = regexp.MustCompile(`(^|[^\pL\pN])([A-Za-z])[#♯]`)
	flat        = regexp.MustCompile(`(^|[^\pL\pN])([A-Ga-g])♭`)
	bracketed   = regexp.MustCompile(`[(\[{][^()\[\]{}]*,[^()\[\]{}]*[)\]}]`)
	perCent     = regexp.MustCompile(`(?i)\bpour cent\b`)
	ordinal     = regexp.MustCompile(`\b(\d+)(?:st|nd|rd)\b`)
	bearing     = regexp.MustCompile(`°\s?([NSEW])\b`)
	raised      = regexp.MustCompile(`[⁰¹²³⁴-⁹⁺⁻]+`)
	caret       = regexp.MustCompile(`\^\s?\(?\{?(-?[\pL\d]+)\}?\)?`)
	factorial   = regexp.MustCompile(`(\d|\b[a-z])!`)
	raisedChars = strings.NewReplacer("⁰", "0", "¹", "1", "²", "2", "³", "3", "⁴", "4", "⁵", "5", "⁶", "6", "⁷", "7", "⁸", "8", "⁹", "9")
)

// hasSigns reports whether a text has signs that carry meaning.
func (j *judge) hasSigns(s string) bool {
	return strings.ContainsAny(s, "=+<>") || signed.MatchString(s) && j.spellSigns(s) != s
}

// spellSigns replaces the meaningful signs of a text by words.
func (j *judge) spellSigns(s string) string {
	if !signed.MatchString(s) {
		return s
	}
	word := func(sign string) string {
		if w, ok := j.l.Signs[sign]; ok {
			return " " + w + " "
		}
		return " " + english.Signs[sign] + " "
	}
	s = raised.ReplaceAllStringFunc(s, func(m string) string {
		n := strings.TrimRight(m, "⁺⁻")
		switch strings.TrimPrefix(m, n) {
		case "⁺":
			return " " + raisedChars.Replace(n) + word("+")
		case "⁻":
			return " " + raisedChars.Replace(n) + word("-")
		}
		n = strings.ReplaceAll(n, "⁻", "-")
		return "^" + raisedChars.Replace(n) + " "
	})
	s = bracketed.ReplaceAllStringFunc(s, func(m string) string { return strings.ReplaceAll(m, ",", ", ") })
	s = perCent.ReplaceAllString(s, "pourcent")
	s = ordinal.ReplaceAllString(s, "${1}th")
	s = sharp.ReplaceAllString(s, "$1$2"+word("♯"))
	s = flat.ReplaceAllString(s, "$1$2"+word("♭"))
	s = crossed.ReplaceAllString(s, "$1"+word("×")+"$2")
	s = arrows.Replace(s)
	s = pointFirst.ReplaceAllString(s, "${1}0.$2")
	s = caret.ReplaceAllStringFunc(s, func(m string) string {
		switch n := caret.FindStringSubmatch(m)[1]; n {
		case "2":
			return word("²")
		case "3":
			return word("³")
		default:
			return word("^") + strings.Replace(n, "-", word("-"), 1)
		}
	})
	minus := word("-")
	s = charge.ReplaceAllString(s, "$1$2"+minus+"$3")
	s = ownMinus.ReplaceAllString(s, "$1"+minus+"$2")
	s = spacedMinus.ReplaceAllString(s, "$1"+minus+"$2")
	s = digitMinus.ReplaceAllString(s, "$1$2"+minus+"$3$4")
	s = sumMinus.ReplaceAllString(s, "$1$2"+minus+"$3$4")
	s = quotient.ReplaceAllString(s, "$1$2"+word("/")+"$3$4")
	s = quotient2.ReplaceAllString(s, "$1$2"+word("/")+"$3$4")
	s = ratio.ReplaceAllString(s, "$1$2"+word(":")+"$3$4")
	s = product.ReplaceAllString(s, "$1"+word("×")+"$2")
	s = factorial.ReplaceAllString(s, "$1"+word("!"))
	s = bearing.ReplaceAllStringFunc(s, func(m string) string { return word("°") + word(m[len(m)-1:]) })
	var b strings.Builder
	for _, r := range s {
		switch {
		case strings.ContainsRune("<>≤≥≠+√±×÷∞→←↔%", r):
			b.WriteString(word(string(r)))
		case r >= '∀' && r <= '⋿' && unicode.Is(unicode.Sm, r):
			fmt.Fprintf(&b, " sign%x ", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

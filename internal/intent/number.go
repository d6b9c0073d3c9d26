package intent

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// ParseNumber parses text that is one number and nothing else: digits or words, whole,
// decimal, negative, a fraction or a year as spoken. It accepts words that sound like
// number words ("to" for two) if all the rest is a number. The magnitude is at most
// MaxNumber.
func ParseNumber(lang, text string) (float64, bool) {
	l := languageFor(lang)
	words := folded(lang, text)
	if v, n := LeadingNumber(lang, words); n > 0 && n == len(words) {
		return v, true
	}
	changed := false
	for i, w := range words {
		if h, ok := l.Numbers.Homophones[w]; ok {
			words[i], changed = h, true
		}
	}
	if !changed {
		return 0, false
	}
	v, n := LeadingNumber(lang, words)
	return v, n > 0 && n == len(words)
}

// LeadingNumber reads the longest number at the beginning of folded words (see Words,
// Fold). It returns how many words it took, 0 for none.
func LeadingNumber(lang string, words []string) (v float64, used int) {
	v, used = reader{&languageFor(lang).Numbers, words}.number(0)
	if used == 0 || math.Abs(v) > MaxNumber {
		return 0, 0
	}
	return v, used
}

// Digits replaces every number in folded words with its digits, so that "apollo eleven"
// and "apollo 11" compare equal.
func Digits(lang string, words []string) []string {
	out := make([]string, 0, len(words))
	for len(words) > 0 {
		v, n := LeadingNumber(lang, words)
		if n == 0 {
			out, words = append(out, words[0]), words[1:]
			continue
		}
		out, words = append(out, FormatNumber(v)), words[n:]
	}
	return out
}

// FormatNumber writes v in digits without exponent or grouping.
func FormatNumber(v float64) string {
	if v == 0 {
		v = 0 // not -0
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// Spell writes a number in words as spoken in lang: "minus three point five". It
// returns digits if the magnitude is over MaxNumber or v is not a number.
func Spell(lang string, v float64) string {
	l := languageFor(lang)
	if math.IsNaN(v) || math.Abs(v) > MaxNumber {
		return FormatNumber(v)
	}
	whole, frac, _ := strings.Cut(FormatNumber(math.Abs(v)), ".")
	n, _ := strconv.ParseInt(whole, 10, 64)
	s := l.Spell(n)
	if frac != "" {
		s += " " + l.Numbers.Point[0]
		for _, d := range frac {
			s += " " + l.Spell(int64(d-'0'))
		}
	}
	if v < 0 {
		s = l.Numbers.Minus[0] + " " + s
	}
	return s
}

// Spellings returns the ways to say v in lang, the plain one first. In English they
// include forms with "and", and the form of a year if v can be one.
func Spellings(lang string, v float64) []string {
	l := languageFor(lang)
	out := []string{Spell(lang, v)}
	add := func(s string) {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	if l.Spellings != nil && v == math.Trunc(v) && v >= 0 && v <= MaxNumber {
		for _, s := range l.Spellings(int64(v)) {
			add(s)
		}
	}
	return out
}

// SpellOrdinal writes the n-th, 1–999, in words; "" outside that.
func SpellOrdinal(lang string, n int64) string {
	if n < 1 || n > 999 {
		return ""
	}
	return languageFor(lang).Ordinal(n)
}

// LeadingOrdinal reads an ordinal, 1–999, at the beginning of folded words, in words or
// as "2 nd". It returns how many words it took, 0 for none.
func LeadingOrdinal(lang string, words []string) (n int64, used int) {
	l := languageFor(lang)
	m := ordinalWords(l)
	for k := min(6, len(words)); k > 0; k-- {
		if n, ok := m[strings.Join(words[:k], " ")]; ok {
			return n, k
		}
	}
	if len(words) > 1 && isDigits(words[0]) && len(words[0]) < 4 && slices.Contains(l.OrdinalMarks, words[1]) {
		n, _ := strconv.ParseInt(words[0], 10, 64)
		return n, 2
	}
	return 0, 0
}

var ordinalTables sync.Map // *language → map[string]int64

func ordinalWords(l *utterances) map[string]int64 {
	if m, ok := ordinalTables.Load(l); ok {
		return m.(map[string]int64)
	}
	m := make(map[string]int64, 1100)
	for n := int64(1); n <= 999; n++ {
		m[key(l.Code, l.Ordinal(n))] = n
		if l.OrdinalSpellings != nil {
			for _, s := range l.OrdinalSpellings(n) {
				m[key(l.Code, s)] = n
			}
		}
	}
	for s, n := range l.OrdinalsAlso {
		m[s] = n
	}
	ordinalTables.Store(l, m)
	return m
}

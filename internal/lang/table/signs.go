package table

import (
	"strings"
	"unicode/utf8"
)

// Signs are the words for signs in one language. What is read aloud, what a recogniser
// listens for and what is judged share them.
type Signs struct {
	// Said has the words by sign, as package lexer writes signs. Other words for the same sign
	// follow after " | ": Carrel says the first, and a learner can say any.
	Said    map[string]string
	Code    map[rune]string // names of characters in code
	Greek   [24]string      // alpha to omega
	Capital string          // letter: a capital Greek letter
}

// Say returns the words that Carrel says for a sign or a Greek letter, "" if it has none.
func (s *Signs) Say(sign string) string {
	words, _, _ := strings.Cut(s.words(sign), " | ")
	return words
}

// Ways returns all ways to say a sign or a Greek letter, the one that Carrel says first,
// or nil.
func (s *Signs) Ways(sign string) []string {
	if words := s.words(sign); words != "" {
		return strings.Split(words, " | ")
	}
	return nil
}

func (s *Signs) words(sign string) string {
	if s == nil {
		return ""
	}
	if words, ok := s.Said[sign]; ok {
		return words
	}
	if r, size := utf8.DecodeRuneInString(sign); size == len(sign) {
		return s.GreekName(r)
	}
	return ""
}

// Power returns base with an exponent or a charge in words: x squared, 10 to the minus 2,
// Ca 2 plus. Base may be "".
func (s *Signs) Power(base, exponent string) string {
	switch exponent {
	case "2":
		return base + " " + s.Say("²")
	case "3":
		return base + " " + s.Say("³")
	}
	if number := strings.TrimRight(exponent, "+-−–"); number != exponent {
		sign := "-"
		if strings.HasPrefix(exponent[len(number):], "+") {
			sign = "+"
		}
		return strings.TrimRight(base+" "+number, " ") + " " + s.Say(sign)
	}
	if rest := strings.TrimLeft(exponent, "-−–"); rest != exponent {
		exponent = s.Say("-") + " " + rest
	}
	if r, size := utf8.DecodeRuneInString(exponent); size == len(exponent) {
		if name := s.GreekName(r); name != "" {
			exponent = name
		}
	}
	return base + " " + s.Say("^") + " " + exponent
}

// GreekLetters are the lower-case letters from alpha to omega, without final sigma.
var GreekLetters = []rune("αβγδεζηθικλμνξοπρστυφχψω")

// greekVariants maps other forms of Greek letters to the usual ones.
var greekVariants = map[rune]rune{'ς': 'σ', 'ϕ': 'φ', 'ϵ': 'ε', 'ϑ': 'θ', 'µ': 'μ', '\u2126': 'Ω'}

// GreekName returns the name of a single Greek letter, and "" for anything else.
func (s *Signs) GreekName(r rune) string {
	if usual, ok := greekVariants[r]; ok {
		r = usual
	}
	for i, g := range GreekLetters {
		switch r {
		case g:
			return s.Greek[i]
		case g - 'α' + 'Α':
			return Fill(s.Capital, s.Greek[i])
		}
	}
	return ""
}

package lexer

import (
	"unicode"
	"unicode/utf8"
)

// reading is one meaning of an ambiguous sign.
type reading struct {
	kind Kind
	sign string // "" is the text itself
	is   func(ts Tokens, i int) bool
}

// readings are the meanings of every ambiguous sign, in the order in which they are tried.
// A sign that has none of them keeps the kind of its character.
var readings = map[string][]reading{
	"-": dashes, "‐": dashes, "‑": dashes, "−": dashes,
	"–": longDashes, "—": longDashes, "―": longDashes,
	"/": {{Fraction, "/", isFraction}, {Slash, "/", always}},
	":": {{Ratio, ":", isRatio}, {Clock, ":", isClock}},
	"!": {{Factorial, "n!", isFactorial}},
	"*": {{Sign, "×", isProduct}},
	"·": {{Sign, "×", followsNumber}, {Stop, "", always}},
	"∙": {{Sign, "×", followsNumber}, {Stop, "", always}},
	"x": {{Sign, "×", isCross}},
	"X": {{Sign, "×", isCross}},
	"#": {{Sign, "♯", followsLetter}, {NumberSign, "№", precedesNumber}},
	"~": {{About, "~", precedesNumber}},
	"〜": {{About, "~", precedesNumber}},
	"N": bearing("°N"), "S": bearing("°S"), "E": bearing("°E"), "W": bearing("°W"),
	",": {{Separator, "", always}},
}

// resolve decides what the sign at i means. It looks at a few tokens around i alone, and at
// the decisions on the signs before it.
func (ts Tokens) resolve(i int) {
	t := &ts[i]
	if t.Kind == Superscript || t.Kind == Subscript {
		return
	}
	for _, r := range readings[t.Text] {
		if r.is(ts, i) {
			if t.Kind, t.Sign = r.kind, r.sign; t.Sign == "" && t.Kind >= Sign && t.Kind < Separator {
				t.Sign = t.Text
			}
			return
		}
	}
}

func always(Tokens, int) bool { return true }

// isFraction finds the / between two short terms of which one has a letter: x/2, m / s.
func isFraction(ts Tokens, i int) bool {
	a, b := ts.termBefore(i), ts.termAfter(i)
	return a.ok && b.ok && (a.letter || b.letter) && !a.beside.wordlike() && !b.beside.wordlike()
}

// isRatio finds the : of 3:1. Two digits after it make a time.
func isRatio(ts Tokens, i int) bool {
	a, _ := ts.Before(i)
	b, _ := ts.After(i)
	return a.Kind == Number && b.Kind == Number && len(a.Text) <= 5 && isDigits(b.Text) && len(b.Text) <= 4 && len(b.Text) != 2 && ts.alone(i, ":")
}

func isClock(ts Tokens, i int) bool {
	a, b := ts.At(i-1), ts.At(i+1)
	return a.Kind == Number && b.Kind == Number && len(a.Text) <= 2 && len(b.Text) == 2
}

// alone reports whether the operands of the sign at i have no such sign on their other
// sides.
func (ts Tokens) alone(i int, sign string) bool {
	left, right := i-1, i+1
	if ts.At(left).Kind == Space {
		left--
	}
	if ts.At(right).Kind == Space {
		right++
	}
	return ts.At(left-1).Text != sign && ts.At(right+1).Text != sign
}

// isFactorial finds the ! after a number or a variable.
func isFactorial(ts Tokens, i int) bool {
	t := ts.At(i - 1)
	return t.Kind == Number || t.Kind == Word && t.single() && unicode.IsLower(firstRune(t.Text)) && !ts.At(i-2).wordlike()
}

// isProduct finds the * between two operands with the same space on both sides, or between
// two numbers. Elsewhere it is emphasis.
func isProduct(ts Tokens, i int) bool {
	a, before := ts.Before(i)
	b, after := ts.After(i)
	operands := (a.wordlike() || a.Kind == Close) && (b.wordlike() || b.Kind == Open)
	return operands && (before == after || a.Kind == Number && b.Kind == Number)
}

// isCross finds the x of 3 x 5.
func isCross(ts Tokens, i int) bool {
	a, _ := ts.Before(i)
	b, _ := ts.After(i)
	return a.Kind == Number && b.Kind == Number
}

// followsNumber finds the sign after a number, or after a formula or unit with a number.
func followsNumber(ts Tokens, i int) bool {
	a, spaced := ts.Before(i)
	last, _ := utf8.DecodeLastRuneInString(a.Text)
	return unicode.IsDigit(last) || !spaced && a.single() && ts.At(i-2).Kind == Number
}

// followsLetter finds the sharp of F#.
func followsLetter(ts Tokens, i int) bool {
	t := ts.At(i - 1)
	return t.Kind != Greek && t.single() && !ts.At(i-2).wordlike() && ts.At(i-2).Kind != Backslash
}

func precedesNumber(ts Tokens, i int) bool {
	return ts.At(i+1).Kind == Number || ts.At(i+1).Kind == Ordinal
}

// bearing finds the letter of 45° N.
func bearing(sign string) []reading {
	return []reading{{Bearing, sign, func(ts Tokens, i int) bool {
		t, _ := ts.Before(i)
		return t.Kind == Degree && t.Text == "°"
	}}}
}

// term is an operand of a sign: a number, a single letter, or a letter with its coefficient
// such as 2x.
type term struct {
	ok      bool
	digits  int   // of the number, 0 for none
	letter  bool  // has a letter
	capital bool  // which is a capital
	spaced  bool  // a space stands between the sign and the term
	beside  Token // on the other side of the term
}

// termBefore returns the term that ends before the sign at i.
func (ts Tokens) termBefore(i int) term {
	var t term
	if i--; ts.At(i).Kind == Space {
		t.spaced = true
		i--
	}
	if t.take(ts.At(i)); t.letter {
		if t.take(ts.At(i - 1)); t.digits > 0 {
			i--
		}
	}
	t.beside = ts.At(i - 1)
	return t
}

// termAfter returns the term that begins after the sign at i.
func (ts Tokens) termAfter(i int) term {
	var t term
	if i++; ts.At(i).Kind == Space {
		t.spaced = true
		i++
	}
	if t.take(ts.At(i)); t.digits > 0 {
		if t.take(ts.At(i + 1)); t.letter {
			i++
		}
	}
	t.beside = ts.At(i + 1)
	return t
}

// take adds a token to the term if it can be part of one.
func (t *term) take(token Token) {
	switch {
	case token.Kind == Number && t.digits == 0:
		t.ok, t.digits = true, len(token.Text)
	case token.Kind != Greek && token.single() && !t.letter:
		t.ok, t.letter, t.capital = true, true, unicode.IsUpper(firstRune(token.Text))
	}
}

// joins reports whether a term beside t would be part of a longer word.
func (t Token) joins() bool {
	return t.wordlike() || t.Kind == Apostrophe || t.Kind == Subscript || t.isHyphen()
}

// isHyphen reports whether t is a hyphen or minus sign, whatever it means.
func (t Token) isHyphen() bool {
	switch t.Text {
	case "-", "‐", "‑", "−":
		return true
	}
	return false
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func isDigits(s string) bool { return s != "" && len(run(s, unicode.IsDigit)) == len(s) }

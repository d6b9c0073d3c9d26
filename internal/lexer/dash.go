package lexer

import "strings"

// dashes are the meanings of a hyphen and of a minus sign.
var dashes = []reading{
	{Charge, "-", isCharge},
	{Range, "–", isYears},
	{Difference, "-", isDifference},
	{Negative, "-", isNegative},
	{Dash, "-", isSpaced},
	{Hyphen, "-", always},
}

// longDashes are the meanings of the dashes of a printer.
var longDashes = []reading{
	{Range, "–", isNumbers},
	{Dash, "", always},
}

// isCharge finds the - of Cl- and of the blood group O-.
func isCharge(ts Tokens, i int) bool {
	if next := ts.At(i + 1); next.Kind != Space && next.Kind != Close && !strings.Contains(".,;", next.Text) {
		return false
	}
	t, before := ts.At(i-1), ts.At(i-2)
	if before.joins() && (before.Kind != Number || t.single()) {
		return false
	}
	switch t.Text {
	case "Cl", "Br", "OH", "CN", "AB":
		return true
	}
	return t.Kind == Formula || t.single() && t.Text[0] >= 'A' && t.Text[0] <= 'Z'
}

// isYears finds the - between two years.
func isYears(ts Tokens, i int) bool {
	a, before := ts.Before(i)
	b, after := ts.After(i)
	if !isYear(a) || !isYear(b) || before != after {
		return false
	}
	return before || !ts.At(i+2).isHyphen()
}

func isYear(t Token) bool { return t.Kind == Number && len(t.Text) == 4 && isDigits(t.Text) }

// isNumbers finds a dash between two numbers with the same space on both sides.
func isNumbers(ts Tokens, i int) bool {
	a, before := ts.Before(i)
	b, after := ts.After(i)
	return a.Kind == Number && b.Kind == Number && before == after
}

// isDifference finds the - between two terms: x-1, 5 - 3. Without spaces, 5-3 can be a
// score, and F-16 is a name.
func isDifference(ts Tokens, i int) bool {
	a, b := ts.termBefore(i), ts.termAfter(i)
	if !a.ok || !b.ok || a.capital || b.capital || a.beside.joins() || b.beside.joins() {
		return false
	}
	if a.letter {
		return true
	}
	return a.spaced || b.letter && !b.spaced // not the item of a list: 1- a dog
}

// isNegative finds the - before a number that no number precedes, and before a variable
// that follows a sign.
func isNegative(ts Tokens, i int) bool {
	before, _ := ts.Before(i)
	after, spaced := ts.After(i)
	if ts.At(i-1).Kind == Space && after.Kind == Number && !spaced {
		return true
	}
	return after.wordlike() && before.operates()
}

// operates reports whether an operand is expected after t.
func (t Token) operates() bool {
	switch t.Kind {
	case Sign:
		return t.Sign != "" && strings.Contains("=<>≤≥≠≈+±×÷∈→⇒^", t.Sign)
	case Fraction, Slash, Open, Separator, Code:
		return true
	}
	return t.Text == "*"
}

// isSpaced finds a dash with a space on one side or both.
func isSpaced(ts Tokens, i int) bool { return ts.At(i-1).Kind == Space || ts.At(i+1).Kind == Space }

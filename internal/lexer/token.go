package lexer

import "unicode/utf8"

// Token is a piece of a text.
type Token struct {
	Kind Kind
	Text string // as it stands in the text
	// Sign is the sign that the token stands for, whatever way it is written: "≤" for "<=", "×"
	// for the x of 3 x 5. For a superscript or subscript it is the content in plain characters:
	// "-1" for "⁻¹" and "^(-1)". It is empty for tokens that are no signs.
	Sign string
}

// Kind is a kind of token.
type Kind uint8

const (
	Other Kind = iota
	Space
	Word        // letters of one script, with their diacritics
	Greek       // Greek letters
	Number      // digits, with decimals and groups: 1,000.5
	Ordinal     // 21st
	Unit        // km, after a number
	Formula     // of chemistry: H2O
	Superscript // ², ^2, **2
	Subscript   // ₂

	Sign       // a sign with one meaning: + ≤ → ♯, also written <=, ->, C#
	Code       // an operator of programming languages: ==, &&
	Degree     // °, and °C and °F
	Bearing    // the N of 45° N
	Currency   // $
	NumberSign // №, n°, the # of #5
	About      // the ~ of ~5
	Factorial  // the ! of n!

	Negative   // the - of -5
	Difference // the - of x - 1
	Charge     // the - of Cl-
	Range      // the - of 1914-1918
	Hyphen     // the - of ice-cream
	Dash       // a dash between parts of a sentence
	Fraction   // the / of x/2
	Slash      // any other /
	Ratio      // the : of 3:1
	Clock      // the : of 10:30

	Separator // a comma outside numbers, as in (1,2)
	Stop      // other punctuation
	Apostrophe
	Quote
	Open // a bracket
	Close
	Backslash
)

// names has the names of the kinds, for tests and messages.
var names = [...]string{
	Other: "other", Space: "space", Word: "word", Greek: "greek", Number: "number", Ordinal: "ordinal", Unit: "unit", Formula: "formula", Superscript: "superscript", Subscript: "subscript",
	Sign: "sign", Code: "code", Degree: "degree", Bearing: "bearing", Currency: "currency", NumberSign: "number sign", About: "about", Factorial: "factorial",
	Negative: "negative", Difference: "difference", Charge: "charge", Range: "range", Hyphen: "hyphen", Dash: "dash", Fraction: "fraction", Slash: "slash", Ratio: "ratio", Clock: "clock",
	Separator: "separator", Stop: "stop", Apostrophe: "apostrophe", Quote: "quote", Open: "open", Close: "close", Backslash: "backslash",
}

func (k Kind) String() string { return names[k] }

// Tokens are the tokens of a text. Their texts, joined, are the text.
type Tokens []Token

// At returns the token at i, and a Space before the first and after the last.
func (ts Tokens) At(i int) Token {
	if i < 0 || i >= len(ts) {
		return Token{Kind: Space}
	}
	return ts[i]
}

// Before returns the nearest token before i that is no Space, and whether there is a Space
// between. At the start of the text it returns a Space.
func (ts Tokens) Before(i int) (t Token, spaced bool) {
	if t = ts.At(i - 1); t.Kind == Space {
		return ts.At(i - 2), true
	}
	return t, false
}

// After returns the nearest token after i that is no Space, and whether there is a Space
// between. At the end of the text it returns a Space.
func (ts Tokens) After(i int) (t Token, spaced bool) {
	if t = ts.At(i + 1); t.Kind == Space {
		return ts.At(i + 2), true
	}
	return t, false
}

// single reports whether t is a single letter.
func (t Token) single() bool {
	return (t.Kind == Word || t.Kind == Unit || t.Kind == Formula || t.Kind == Greek) && t.Text != "" && utf8.RuneCountInString(t.Text) == 1
}

// IsLong reports whether t is a word of several letters.
func (t Token) IsLong() bool { return t.Kind == Word && utf8.RuneCountInString(t.Text) > 1 }

// wordlike reports whether t is part of a word or number.
func (t Token) wordlike() bool {
	switch t.Kind {
	case Word, Greek, Number, Ordinal, Unit, Formula:
		return true
	}
	return false
}

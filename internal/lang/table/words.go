package table

import "strings"

// Words are the words that Carrel itself speaks on a card, in one language. Formats
// take their arguments in the listed order.
type Words struct {
	Blank     string
	Image     string
	NOf       string // number, total: an item of a list
	Row       string // number: a row of a table
	TrueFalse string // before a statement
	Yes, No   string // true, false as answers
	ChooseAll string
	Order     string // put in order
	Match     string // left side: asks for its match
	Link      string // host
	Between   string // smallest, largest
	Tag       string // name: a literal HTML tag
	EndTag    string // name
	Degrees   string
	To        string // from a to b, in ranges
	About     string // ~5
	Number    string // #5
	Dollars   string // 5 $
	Minus     string
	TenTo     string // unused bases: base raised to a text exponent: base, exponent
	Squared   string // base
	Cubed     string // base
	Sub       string // base, index
	LogBase   string // base

	Symbols map[rune]string   // spoken everywhere
	Code    map[rune]string   // spoken in code
	Pairs   [][2]string       // sequences of symbols, longest first
	Greek   [24]string        // alpha to omega
	Capital string            // letter: a capital Greek letter
	Phases  map[string]string // of chemistry: s, l, g, aq
	Yields  string            // the arrow of a reaction
	Math    MathWords
}

// MathWords are the words for formulas, after the ClearSpeak rules. Formats are as in
// Words.
type MathWords struct {
	Over                         string // simple fraction: numerator, denominator
	Fraction                     string // other fraction: numerator, denominator
	Sqrt, SqrtEnd                string // radicand
	Cbrt, CbrtEnd                string
	Root, RootEnd                string // degree, radicand
	Power                        string // base, exponent
	Prime                        string // base
	Inverse                      string // base
	Of                           string // function, argument
	FromTo, From, OverSet        string // operator, low, high; operator, low; operator, set
	Limit                        string // condition
	Open, Shut                   string
	OpenSquare, ShutSquare       string
	OpenBrace, ShutBrace         string
	Abs                          string // content
	Norm                         string // content
	Choose                       string // n, k
	Vector, Bar, Hat, Tilde, Dot string // content
	Matrix                       string // rows, columns
	Approaches                   string // the arrow below a limit
	Given                        string // the bar of a conditional probability
	Row                          string // number, entries
	Above, Below                 string // base, script
	Functions                    map[string]string
	Commands                     map[string]string // TeX symbol commands
}

// GreekLetters are the lower-case letters from alpha to omega, without final sigma.
var GreekLetters = []rune("αβγδεζηθικλμνξοπρστυφχψω")

// GreekName returns the name of a single Greek letter, and "" for anything else.
func (w *Words) GreekName(r rune) string {
	switch r {
	case 'ς':
		r = 'σ'
	case 'ϕ':
		r = 'φ'
	case 'ϵ':
		r = 'ε'
	case 'ϑ':
		r = 'θ'
	case 'µ':
		r = 'μ'
	case 'Ω':
		r = 'Ω'
	}
	for i, g := range GreekLetters {
		if r == g {
			return w.Greek[i]
		}
		if r == g-'α'+'Α' {
			return Fill(w.Capital, w.Greek[i])
		}
	}
	return ""
}

// Fill inserts arguments into a format: {0}, {1}, …
func Fill(format string, args ...string) string {
	var b strings.Builder
	for {
		i := strings.IndexByte(format, '{')
		if i < 0 || i+2 >= len(format) {
			return b.String() + format
		}
		b.WriteString(format[:i])
		if k := int(format[i+1] - '0'); k < len(args) {
			b.WriteString(args[k])
		}
		format = format[i+3:]
	}
}

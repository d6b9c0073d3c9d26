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
	Sub       string // base, index
	LogBase   string // base

	Signs  *Signs
	Phases map[string]string // of chemistry: s, l, g, aq
	Yields string            // the arrow of a reaction
	Math   MathWords
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

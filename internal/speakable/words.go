package speakable

import "strings"

// words are what Carrel itself says on a card, in one language. Formats take
// their arguments in the order named. The tables are in words_XX.go, one file
// a language; a language is added by adding a file and a line to vocabulary.
type words struct {
	lang string

	blank     string
	image     string
	video     string
	nOf       string // number, total: an item of a list
	row       string // number: a row of a table
	trueFalse string // before a statement
	yes, no   string // true, false as answers
	chooseAll string
	order     string // put in order
	match     string // left side: what belongs to it
	link      string // host
	between   string // smallest, largest
	tag       string // name: a literal HTML tag
	endTag    string // name
	degrees   string
	to        string // from a to b, in ranges
	about     string // ~5
	number    string // #5
	dollars   string // 5 $
	minus     string
	tenTo     string // unused bases: base raised to a text exponent: base, exponent
	squared   string // base
	cubed     string // base
	sub       string // base, index
	logBase   string // base

	symbols map[rune]string   // said anywhere
	code    map[rune]string   // said in code
	pairs   [][2]string       // sequences of symbols, longest first
	greek   [24]string        // alpha to omega
	capital string            // letter: a capital Greek letter
	phases  map[string]string // of chemistry: s, l, g, aq
	yields  string            // the arrow of a reaction
	math    mathWords
}

// mathWords say formulas, after the ClearSpeak rules. Formats as in words.
type mathWords struct {
	over                         string // simple fraction: numerator, denominator
	fraction                     string // other fraction: numerator, denominator
	sqrt, sqrtEnd                string // radicand
	cbrt, cbrtEnd                string
	root, rootEnd                string // degree, radicand
	power                        string // base, exponent
	prime                        string // base
	inverse                      string // base
	of                           string // function, argument
	fromTo, from, overSet        string // operator, low, high; operator, low; operator, set
	limit                        string // condition
	open, shut                   string
	openSquare, shutSquare       string
	openBrace, shutBrace         string
	abs                          string // content
	norm                         string // content
	choose                       string // n, k
	vector, bar, hat, tilde, dot string // content
	matrix                       string // rows, columns
	approaches                   string // the arrow below a limit
	given                        string // the bar of a conditional probability
	row                          string // number, entries
	above, below                 string // base, script
	functions                    map[string]string
	commands                     map[string]string // TeX symbol commands
}

var vocabulary = map[string]*words{"en": &english, "fr": &french}

// wordsFor returns the words for a language and whether there are any.
func wordsFor(lang string) (*words, bool) {
	base, _, _ := strings.Cut(lang, "-")
	w, ok := vocabulary[base]
	return w, ok
}

// wordsOr returns the words for lang, or for other, or the English ones, and
// the language they are in: lang itself where it is covered.
func wordsOr(lang, other string) (*words, string) {
	if w, ok := wordsFor(lang); ok {
		return w, lang
	}
	if w, ok := wordsFor(other); ok {
		return w, other
	}
	return &english, "en"
}

var greekLetters = []rune("αβγδεζηθικλμνξοπρστυφχψω")

// greekName returns the name of a single Greek letter, "" for anything else.
func (w *words) greekName(r rune) string {
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
	for i, g := range greekLetters {
		if r == g {
			return w.greek[i]
		}
		if r == g-'α'+'Α' {
			return fill(w.capital, w.greek[i])
		}
	}
	return ""
}

// fill puts arguments in the places of a format: {0}, {1}, …
func fill(format string, args ...string) string {
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

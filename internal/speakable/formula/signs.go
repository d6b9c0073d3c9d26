package formula

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"carrel/internal/lang"
	"carrel/internal/lexer"
	"carrel/internal/speakable/mark"
)

// SoftSpace follows words made from signs and is removed before a punctuation mark.
const SoftSpace = "\u2009"

// saySigns turns the signs and chemical formulas of a text into words, or removes them.
func saySigns(text string, ws *lang.Words) string {
	s := signSayer{Tokens: lexer.Lex(text), signs: ws.Signs, ws: ws}
	for s.i = 0; s.i < len(s.Tokens); s.i++ {
		s.say(s.Tokens[s.i])
	}
	return s.out.String()
}

// signSayer says the tokens of a text one after the other.
type signSayer struct {
	lexer.Tokens
	i     int // the token being said
	signs *lang.Signs
	ws    *lang.Words
	out   strings.Builder
}

// word writes words instead of a sign.
func (s *signSayer) word(words string) {
	s.out.WriteString(" " + words + SoftSpace)
}

// pause is what a voice is given where it shall make a short pause.
const pause = ", "

// sayings say the kinds of tokens that are not said by the words of their sign.
var sayings = map[lexer.Kind]func(s *signSayer, t lexer.Token){
	lexer.Space: (*signSayer).verbatim, lexer.Word: (*signSayer).verbatim, lexer.Number: (*signSayer).verbatim, lexer.Ordinal: (*signSayer).verbatim, lexer.Unit: (*signSayer).verbatim,
	lexer.Ratio: (*signSayer).verbatim, lexer.Clock: (*signSayer).verbatim, lexer.Separator: (*signSayer).verbatim, lexer.Factorial: (*signSayer).verbatim, lexer.Bearing: (*signSayer).verbatim,
	lexer.Greek:       (*signSayer).greek,
	lexer.Formula:     (*signSayer).formula,
	lexer.Superscript: (*signSayer).power,
	lexer.Sign:        (*signSayer).sign,
	lexer.Currency:    (*signSayer).currency,
	lexer.Negative:    (*signSayer).negative,
	lexer.Difference:  (*signSayer).difference,
	lexer.Hyphen:      (*signSayer).hyphen,
	lexer.Dash:        (*signSayer).dash,
	lexer.Fraction:    (*signSayer).slash,
	lexer.Slash:       (*signSayer).slash,
	lexer.Apostrophe:  func(s *signSayer, _ lexer.Token) { s.out.WriteByte('\'') },
	lexer.Quote:       (*signSayer).quote,
	lexer.Open:        (*signSayer).bracket,
	lexer.Close:       (*signSayer).bracket,
	lexer.Stop:        (*signSayer).stop,
	lexer.Backslash:   (*signSayer).command,
	lexer.Other:       (*signSayer).other,
}

func (s *signSayer) say(t lexer.Token) {
	if say, ok := sayings[t.Kind]; ok {
		say(s, t)
		return
	}
	s.word(s.signs.Say(t.Sign))
}

func (s *signSayer) verbatim(t lexer.Token) { s.out.WriteString(t.Text) }

// greek says a single Greek letter by its name.
func (s *signSayer) greek(t lexer.Token) {
	r, size := utf8.DecodeRuneInString(t.Text)
	switch name := s.signs.GreekName(r); {
	case size < len(t.Text):
		s.verbatim(t)
	case name != "":
		s.word(name)
	default:
		s.out.WriteByte(' ')
	}
}

// formula spells a chemical formula: H 2 O.
func (s *signSayer) formula(t lexer.Token) {
	atoms, _ := lexer.Atoms(t.Text)
	if s.At(s.i-1).Kind == lexer.Number { // 2NaOH
		s.out.WriteByte(' ')
	}
	s.out.WriteString(strings.Join(atoms, " "))
}

// power says an exponent: squared, to the minus 2.
func (s *signSayer) power(t lexer.Token) {
	if s.At(s.i-1).Kind == lexer.Space { // no base
		s.out.WriteString(" " + strings.TrimPrefix(t.Text, "^"))
		return
	}
	s.out.WriteString(s.signs.Power("", t.Sign) + " ")
}

// sign says a sign by its words. The letter of 3 x 5 and signs without words are left to
// the voice if it knows them.
func (s *signSayer) sign(t lexer.Token) {
	r, _ := utf8.DecodeRuneInString(t.Text)
	words := s.signs.Say(t.Sign)
	switch {
	case unicode.IsLetter(r) && t.Sign == "×":
		s.verbatim(t)
	case t.Text == "*" && s.number(s.i-1) == "" && s.number(s.i-2) == "":
		s.out.WriteByte(' ')
	case t.Sign == "^" && (s.At(s.i-1).Kind == lexer.Space || s.At(s.i+1).Kind != lexer.Open):
		s.out.WriteByte(' ')
	case words != "":
		s.word(words)
	case unicode.IsNumber(r), unicode.IsLetter(r):
		s.verbatim(t)
	default:
		s.out.WriteByte(' ')
	}
}

// number returns the number at token i, "" if there is none.
func (s *signSayer) number(i int) string {
	if t := s.At(i); t.Kind == lexer.Number {
		return t.Text
	}
	return ""
}

// currency says a sign of money after the amount. Voices know $5, €5 and £5.
func (s *signSayer) currency(t lexer.Token) {
	known := strings.Contains("$€£", t.Text)
	after, spaced := s.After(s.i)
	words := s.signs.Say(t.Sign)
	switch {
	case known && after.Kind == lexer.Number && !spaced:
		s.verbatim(t)
	case !known && after.Kind == lexer.Number && words != "":
		s.out.WriteString(after.Text)
		s.word(words)
		for s.At(s.i).Text != after.Text {
			s.i++
		}
	case t.Text == "$" && !s.afterNumber():
		s.out.WriteByte(' ')
	default:
		s.word(words)
	}
}

// afterNumber reports whether a number precedes the current token.
func (s *signSayer) afterNumber() bool {
	before, _ := s.Before(s.i)
	return before.Kind == lexer.Number
}

// negative says minus before a number, and before a variable in an equation. Elsewhere it
// begins the ending of a word: (-s).
func (s *signSayer) negative(t lexer.Token) {
	before, _ := s.Before(s.i)
	after, _ := s.After(s.i)
	if after.Kind == lexer.Number || before.Kind == lexer.Sign {
		s.word(s.signs.Say(t.Sign))
		return
	}
	s.dash(t)
}

// difference says minus between terms after a space. Without one it may be a hyphen, as in
// a 3-d film, or belong to the item of a list: a- 3 apples.
func (s *signSayer) difference(t lexer.Token) {
	if s.At(s.i-1).Kind == lexer.Space {
		s.word(s.signs.Say(t.Sign))
		return
	}
	s.dash(t)
}

func (s *signSayer) hyphen(t lexer.Token) {
	switch before := s.At(s.i - 1); {
	case t.Text == "−":
		s.word(s.signs.Say("-"))
	case before.Kind == lexer.Greek && utf8.RuneCountInString(before.Text) == 1:
		// α-helix: the name is already separate
	default:
		s.out.WriteByte('-')
	}
}

// dash makes a pause, or says minus between two capitals.
func (s *signSayer) dash(t lexer.Token) {
	before, after := s.At(s.i-1).Kind == lexer.Space, s.At(s.i+1).Kind == lexer.Space
	switch {
	case t.Text == "−", before && s.letter(s.i-2) && after && s.letter(s.i+2):
		s.word(s.signs.Say("-"))
	case !before && !after && t.Sign == "-":
		s.hyphen(t)
	default:
		s.out.WriteString(pause)
	}
}

// letter reports whether the token at i is a single letter.
func (s *signSayer) letter(i int) bool {
	t := s.At(i)
	return t.Kind == lexer.Word && utf8.RuneCountInString(t.Text) == 1
}

func (s *signSayer) slash(t lexer.Token) {
	if s.At(s.i-1).Kind == lexer.Space || s.At(s.i+1).Kind == lexer.Space {
		s.out.WriteString(pause)
		return
	}
	s.verbatim(t)
}

func (s *signSayer) quote(t lexer.Token) {
	if t.Text == "«" || t.Text == "»" {
		s.out.WriteByte(' ')
	}
}

func (s *signSayer) bracket(t lexer.Token) {
	if t.Text == "(" || t.Text == ")" {
		s.verbatim(t)
		return
	}
	s.out.WriteByte(' ')
}

// stops are the punctuation marks that a voice is given otherwise than they stand.
var stops = map[string]string{
	"::": pause, "·": pause, "∙": pause, "•": pause, "…": ". ", "¿": "", "¡": "",
	"「": " ", "」": " ", "『": " ", "』": " ", "【": " ", "】": " ", "（": "(", "）": ")",
}

// known are the punctuation marks that voices know, of several scripts.
const known = ".,;:?!。、？！：；؟،؛।॥։၊။"

func (s *signSayer) stop(t lexer.Token) {
	other, ok := stops[t.Text]
	switch {
	case ok:
		s.out.WriteString(other)
	case strings.Contains(known, t.Text):
		s.verbatim(t)
	default:
		s.out.WriteByte(' ')
	}
}

// command says a stray backslash: a TeX command by its name, and otherwise the backslash
// itself. It drops the bracket of \( and \{.
func (s *signSayer) command(lexer.Token) {
	next := s.At(s.i + 1)
	switch w := commandWord(next.Text, s.ws); {
	case next.Kind == lexer.Word && w != "":
		s.out.WriteString(" " + w + " ")
		s.i++
	case next.Kind == lexer.Word && next.Text[0] < utf8.RuneSelf:
		s.out.WriteString(" " + s.signs.Code['\\'] + " ")
	case next.Kind == lexer.Open || next.Kind == lexer.Close:
		s.out.WriteByte(' ')
		s.i++
	default:
		s.out.WriteByte(' ')
	}
}

func (s *signSayer) other(t lexer.Token) {
	if r, _ := utf8.DecodeRuneInString(t.Text); !mark.Is(r) {
		s.out.WriteByte(' ')
	}
}

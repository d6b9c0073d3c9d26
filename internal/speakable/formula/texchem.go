package formula

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"carrel/internal/lexer"
	"carrel/internal/speakable/mark"
)

// chem speaks the source of a chemical formula or equation in mhchem notation. Text above
// an arrow is spoken after it.
func (m *mathSayer) chem(src string) string {
	c := chemSayer{mathSayer: m, Tokens: lexer.Lex(src)}
	for c.i = 0; c.i < len(c.Tokens); c.i++ {
		if say, ok := chemSayings[c.Tokens[c.i].Kind]; ok {
			say(&c, c.Tokens[c.i])
		}
	}
	return strings.Join(c.out, " ")
}

// chemSayer says the tokens of a chemical formula one after the other.
type chemSayer struct {
	*mathSayer
	lexer.Tokens
	i   int // the token being said
	out []string
}

// chemSayings say the kinds of tokens that are said in chemistry. Bonds, brackets and other
// signs are not.
var chemSayings = map[lexer.Kind]func(c *chemSayer, t lexer.Token){
	lexer.Word: (*chemSayer).symbols, lexer.Unit: (*chemSayer).symbols, lexer.Ordinal: (*chemSayer).symbols, lexer.Formula: (*chemSayer).symbols, lexer.Greek: (*chemSayer).symbols,
	lexer.Number:      func(c *chemSayer, t lexer.Token) { c.add(t.Text) },
	lexer.Superscript: (*chemSayer).charge,
	lexer.Sign:        (*chemSayer).sign,
	lexer.Open:        (*chemSayer).phase,
	lexer.Backslash:   (*chemSayer).command,
	lexer.Other:       (*chemSayer).blank,
	lexer.Charge:      (*chemSayer).minus, lexer.Hyphen: (*chemSayer).minus, lexer.Dash: (*chemSayer).minus, lexer.Difference: (*chemSayer).minus, lexer.Negative: (*chemSayer).minus,
}

func (c *chemSayer) add(words string) {
	if words != "" {
		c.out = append(c.out, words)
	}
}

// symbols spells the symbols of elements, and says numbers and words in small letters.
func (c *chemSayer) symbols(t lexer.Token) {
	for s := t.Text; s != ""; {
		r, n := utf8.DecodeRuneInString(s)
		switch {
		case r >= 'A' && r <= 'Z':
			if len(s) > 1 && lexer.IsElement(s[:2]) {
				n = 2
			}
			for _, letter := range strings.ToUpper(s[:n]) {
				c.add(string(letter))
			}
		case unicode.IsDigit(r):
			n = len(s) - len(strings.TrimLeftFunc(s, unicode.IsDigit))
			c.add(s[:n])
		case unicode.IsLetter(r):
			n = max(n, len(s)-len(strings.TrimLeftFunc(s, unicode.IsLower)))
			c.add(s[:n])
		}
		s = s[n:]
	}
}

// charge says the number of a charge with the sign after it: 2 plus.
func (c *chemSayer) charge(t lexer.Token) {
	number, sign := t.Sign, ""
	switch next := c.At(c.i + 1).Text; {
	case strings.HasSuffix(number, "+"), strings.HasSuffix(number, "-"):
		number, sign = number[:len(number)-1], number[len(number)-1:]
	case next == "+":
		sign = "+"
		c.i++
	case next == "-", next == "−":
		sign = "-"
		c.i++
	}
	if rest, ok := strings.CutPrefix(number, "-"); ok { // ^-OH
		c.add(c.ws.Signs.Say("-"))
		number = rest
	}
	c.symbols(lexer.Token{Text: number})
	c.add(c.ws.Signs.Say(sign))
}

// sign says the arrows of reactions, plus and equals.
func (c *chemSayer) sign(t lexer.Token) {
	switch t.Sign {
	case "→":
		c.add(c.ws.Yields)
	case "⇌", "←", "↔", "+", "=":
		c.add(c.ws.Signs.Say(t.Sign))
	}
}

// minus says a charge, and not a bond: C-C.
func (c *chemSayer) minus(lexer.Token) {
	next := c.At(c.i + 1)
	if c.i > 0 && (next.Kind == lexer.Space || next.Kind == lexer.Close || c.At(c.i-1).Text == "^") {
		c.add(c.ws.Signs.Say("-"))
	}
}

// phase says the phase in parentheses after a substance: (aq).
func (c *chemSayer) phase(lexer.Token) {
	name := c.At(c.i + 1)
	if p := c.ws.Phases[name.Text]; p != "" && c.At(c.i+2).Text == ")" {
		c.add(p + ",")
		c.i += 2
	}
}

// command says a TeX command.
func (c *chemSayer) command(lexer.Token) {
	c.add(commandWord(c.At(c.i+1).Text, c.ws))
	c.i++
}

// blank says a hidden part, and skips its hint.
func (c *chemSayer) blank(t lexer.Token) {
	if t.Text != string(mark.BlankOpen) {
		return
	}
	c.add(c.ws.Blank)
	for c.At(c.i).Text != string(mark.BlankClose) && c.i < len(c.Tokens) {
		c.i++
	}
}

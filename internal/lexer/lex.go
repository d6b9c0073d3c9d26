package lexer

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Lex splits a text into tokens. It never fails, whatever the text, and takes time in
// proportion to its length.
func Lex(text string) Tokens {
	s := scanner{text: text, lists: lists(text)}
	for s.at < len(text) {
		s.next()
	}
	for i := range s.out {
		s.out.resolve(i)
	}
	return s.out
}

// scanner finds the ends of tokens. What an ambiguous sign means is decided afterwards, by
// resolve.
type scanner struct {
	text  string
	at    int
	out   Tokens
	lists []span // brackets with commas, in order, that have not ended yet
}

// span is a part of a text: bytes from to to.
type span struct{ from, to int }

// scans read tokens of more than one character. Each returns the token at the start of the
// rest of the text, or one without text.
var scans = []func(s *scanner, rest string) Token{
	(*scanner).space, (*scanner).script, (*scanner).power, (*scanner).number, (*scanner).degrees, (*scanner).numero, (*scanner).formula, (*scanner).letters, (*scanner).operator,
}

func (s *scanner) next() {
	rest := s.text[s.at:]
	for _, scan := range scans {
		if t := scan(s, rest); t.Text != "" {
			s.emit(t)
			return
		}
	}
	r, size := utf8.DecodeRuneInString(rest)
	t := Token{Kind: kindOf(r), Text: rest[:size]}
	if r == utf8.RuneError {
		t.Kind = Other
	}
	s.emit(t)
}

func (s *scanner) emit(t Token) {
	if t.Sign == "" && t.Kind >= Sign && t.Kind < Separator {
		t.Sign = t.Text
	}
	s.out = append(s.out, t)
	s.at += len(t.Text)
}

// last returns the last token found, and a Space at the start of the text.
func (s *scanner) last() Token { return s.out.At(len(s.out) - 1) }

// run returns the start of rest whose characters all satisfy is.
func run(rest string, is func(rune) bool) string {
	if n := strings.IndexFunc(rest, func(r rune) bool { return !is(r) }); n >= 0 {
		return rest[:n]
	}
	return rest
}

func (s *scanner) space(rest string) Token {
	return Token{Kind: Space, Text: run(rest, unicode.IsSpace)}
}

// script reads a run of superscript or subscript characters.
func (s *scanner) script(rest string) Token {
	r, _ := utf8.DecodeRuneInString(rest)
	kind, plain := Superscript, superscripts
	if subscripts[r] != 0 {
		kind, plain = Subscript, subscripts
	}
	text := run(rest, func(r rune) bool { return plain[r] != 0 })
	return Token{kind, text, strings.Map(func(r rune) rune { return plain[r] }, text)}
}

// power reads ^2, ^-1, ^{10} and ^(n). It reads **2 and ** n after a number, a letter or a
// bracket with the same space before; elsewhere, stars are emphasis.
func (s *scanner) power(rest string) Token {
	if body, ok := strings.CutPrefix(rest, "^"); ok {
		text, exponent := exponentOf(strings.TrimPrefix(body, " "))
		if exponent == "" {
			return Token{}
		}
		spaces := len(body) - len(strings.TrimPrefix(body, " "))
		return Token{Superscript, rest[:len("^")+spaces+len(text)], exponent}
	}
	stars := "**"
	base, spaced := s.out.Before(len(s.out))
	if spaced {
		stars = "** "
	}
	body, ok := strings.CutPrefix(rest, stars)
	if !ok || !isBase(base) {
		return Token{}
	}
	text, exponent := exponentOf(body)
	if !isDigits(strings.TrimPrefix(exponent, "-")) && utf8.RuneCountInString(exponent) != 1 {
		return Token{}
	}
	return Token{Superscript, rest[:len(stars)+len(text)], exponent}
}

// exponentOf returns the exponent at the start of s as it stands there and without its
// brackets, both "" if there is none.
func exponentOf(s string) (text, exponent string) {
	body, closer := s, ""
	switch {
	case strings.HasPrefix(s, "("):
		body, closer = s[1:], ")"
	case strings.HasPrefix(s, "{"):
		body, closer = s[1:], "}"
	}
	sign := ""
	for _, minus := range []string{"-", "−"} {
		if after, ok := strings.CutPrefix(body, minus); ok {
			body, sign = after, "-"
		}
	}
	exponent = run(body, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
	if n := len(exponent); closer != "" && n < len(body) && (body[n] == '+' || body[n] == '-') { // Ca^{2+}
		exponent = body[:n+1]
	}
	body = body[len(exponent):]
	if exponent == "" || !strings.HasPrefix(body, closer) {
		return "", ""
	}
	return s[:len(s)-len(body)+len(closer)], sign + exponent
}

// isBase reports whether t can carry an exponent.
func isBase(t Token) bool { return t.Kind == Number || t.Kind == Close || t.single() }

// number reads a number and the ending of an ordinal. A comma in a list is no part of it.
func (s *scanner) number(rest string) Token {
	n := len(run(rest, unicode.IsDigit))
	if n == 0 {
		if rest[0] != '.' || len(rest) < 2 || !unicode.IsDigit(rune(rest[1])) || !s.pointBegins() {
			return Token{}
		}
	} else if text := rest[:n]; !s.last().wordlike() {
		if end := ordinalEnd(rest[n:]); end > 0 {
			return Token{Ordinal, text + rest[n:n+end], ""}
		}
	}
	for n < len(rest) && (rest[n] == '.' || rest[n] == ',' && !s.listed(s.at+n)) {
		more := len(run(rest[n+1:], unicode.IsDigit))
		if more == 0 {
			break
		}
		n += 1 + more
	}
	return Token{Kind: Number, Text: rest[:n]}
}

// pointBegins reports whether a point here can begin a number: .5 after a space, a bracket or
// a sign, but not after a word.
func (s *scanner) pointBegins() bool {
	switch t := s.last(); t.Kind {
	case Space, Open, Sign, Code:
		return true
	default:
		return t.Text == "-" || t.Text == "/" || t.Text == "*"
	}
}

// ordinalEnd returns the length of the ending of an ordinal at the start of s.
func ordinalEnd(s string) int {
	if len(s) < 2 {
		return 0
	}
	switch s[:2] {
	case "st", "nd", "rd", "th":
		if next, _ := utf8.DecodeRuneInString(s[2:]); !unicode.IsLetter(next) && !unicode.IsDigit(next) && next != '_' {
			return 2
		}
	}
	return 0
}

// degrees reads °C and °F.
func (s *scanner) degrees(rest string) Token {
	after, ok := strings.CutPrefix(rest, "°")
	if !ok {
		if after, ok = strings.CutPrefix(rest, "º"); !ok {
			return Token{}
		}
	}
	after = strings.TrimPrefix(after, " ")
	sign := ""
	switch {
	case strings.HasPrefix(after, "C"):
		sign = "℃"
	case strings.HasPrefix(after, "F"):
		sign = "℉"
	default:
		return Token{}
	}
	end := after[1:]
	if continues(end) {
		return Token{}
	}
	return Token{Degree, rest[:len(rest)-len(end)], sign}
}

// numero reads n°, which is no temperature.
func (s *scanner) numero(rest string) Token {
	if rest[0] != 'n' && rest[0] != 'N' || s.last().wordlike() {
		return Token{}
	}
	after := strings.TrimPrefix(rest[1:], " ")
	for _, ring := range []string{"°", "º"} {
		if end, ok := strings.CutPrefix(after, ring); ok {
			return Token{NumberSign, rest[:len(rest)-len(end)], "№"}
		}
	}
	return Token{}
}

// letters reads a word, or a run of Greek letters.
func (s *scanner) letters(rest string) Token {
	r, _ := utf8.DecodeRuneInString(rest)
	greek := IsGreek(r)
	text := run(rest, func(r rune) bool {
		if superscripts[r] != 0 || subscripts[r] != 0 || isLetterSign(r) || r == 'º' {
			return false
		}
		return unicode.IsMark(r) || unicode.IsLetter(r) && IsGreek(r) == greek
	})
	if text == "" {
		return Token{}
	}
	switch before, _ := s.out.Before(len(s.out)); {
	case greek:
		return Token{Kind: Greek, Text: text}
	case before.Kind == Number && IsUnit(text) && !continues(rest[len(text):]):
		return Token{Kind: Unit, Text: text}
	}
	return Token{Kind: Word, Text: text}
}

// continues reports whether a word goes on at the start of s, as that of F-16 does after the
// F.
func continues(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-'
}

func (s *scanner) operator(rest string) Token {
	n, kind, sign := operatorAt(rest)
	return Token{kind, rest[:n], sign}
}

// lists returns the innermost brackets of a text that contain commas.
func lists(text string) []span {
	var out []span
	open, comma := -1, false
	for i := range len(text) {
		switch text[i] {
		case '(', '[', '{':
			open, comma = i, false
		case ',':
			comma = true
		case ')', ']', '}':
			if open >= 0 && comma {
				out = append(out, span{open, i})
			}
			open = -1
		}
	}
	return out
}

// listed reports whether byte i is in a list in brackets. Calls must come in order.
func (s *scanner) listed(i int) bool {
	for len(s.lists) > 0 && s.lists[0].to < i {
		s.lists = s.lists[1:]
	}
	return len(s.lists) > 0 && s.lists[0].from < i
}

// unitSymbols are the symbols of units that can stand alone after a number.
var unitSymbols = func() map[string]bool {
	m := map[string]bool{}
	for _, u := range strings.Fields("m cm mm km dm nm µm ft in mi yd ha s ms min h g kg mg l L ml mL A V W kW N J kJ Hz kHz MHz GHz Pa kPa hPa K mol cd lx lm rad Ω C F T Wb eV bar") {
		m[u] = true
	}
	return m
}()

// IsUnit reports whether s is the symbol of a unit.
func IsUnit(s string) bool { return unitSymbols[s] }

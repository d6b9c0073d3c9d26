package answer

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"carrel/internal/lang"
	"carrel/internal/lexer"
)

// Signs carry meaning between numbers and letters: x > 5 is not x < 5, n−1 is not n+1, 3:1
// is not 31. They are replaced by the words with which the question is read aloud, so that
// typed and spoken answers compare alike.

// alike maps signs that count as the same when typed to one of them.
var alike = map[string]string{
	"⇒": "→", "⟶": "→", "⟹": "→", "➔": "→", "➜": "→", "➡": "→", "⇐": "←",
	"⇔": "↔", "⟺": "↔", "⇌": "↔", "⇄": "↔",
	"⋅": "×", "∗": "×", "∙": "×",
}

// hasSigns reports whether a text has signs that carry meaning.
func (j *judge) hasSigns(s string) bool {
	return strings.ContainsAny(s, "=+<>") || j.spellSigns(s) != s
}

// spellSigns replaces the meaningful signs of a text by words. All other text stays, even
// signs that say nothing about an answer, such as a hyphen.
func (j *judge) spellSigns(s string) string {
	text, _ := j.spellSignsAs(s, 0)
	return text
}

// maxWays is the largest number of ways in which the signs of one text are said.
const maxWays = 4

// spellSignsAs replaces signs by the words for them that are number way among several, and
// returns how many ways there are: ≤ is "is at most" and "less than or equal to".
func (j *judge) spellSignsAs(s string, way int) (text string, ways int) {
	if plainText(s) {
		return s, 1
	}
	sp := speller{judge: j, Tokens: lexer.Lex(s), way: way, ways: 1}
	var b strings.Builder
	for i, t := range sp.Tokens {
		if spell, ok := spellings[t.Kind]; ok {
			b.WriteString(spell(&sp, i, t))
		} else {
			b.WriteString(t.Text)
		}
	}
	return b.String(), min(sp.ways, maxWays)
}

// plainText reports whether s has only letters, apostrophes and spaces, or only digits and
// spaces, of which spellSigns replaces none. Most answers do.
func plainText(s string) bool {
	letters, digits := false, false
	for _, r := range s {
		switch {
		case r == ' ' || r == '\'':
		case r >= '0' && r <= '9':
			digits = true
		case r < 0x250 && r != 'ª' && r != 'º' && r != 'µ' && unicode.IsLetter(r):
			letters = true
		default:
			return false
		}
	}
	return !letters || !digits
}

// speller writes the tokens of a text in the way number way.
type speller struct {
	*judge
	lexer.Tokens
	way, ways int
}

// spellings write the kinds of tokens that do not stay as they are.
var spellings = map[lexer.Kind]func(s *speller, i int, t lexer.Token) string{
	lexer.Number:      (*speller).number,
	lexer.Ordinal:     (*speller).ordinal,
	lexer.Greek:       (*speller).greek,
	lexer.Superscript: (*speller).power,
	lexer.Subscript:   func(_ *speller, _ int, t lexer.Token) string { return " " + t.Sign + " " },
	lexer.Separator:   func(*speller, int, lexer.Token) string { return ", " },
	lexer.Sign:        (*speller).plainSign,
	lexer.Code:        (*speller).code,
	lexer.Dash:        (*speller).dash,
	lexer.Degree:      (*speller).degree,
	lexer.Bearing:     (*speller).sign,
	lexer.Factorial:   (*speller).sign,
	lexer.Negative:    (*speller).sign,
	lexer.Difference:  (*speller).sign,
	lexer.Charge:      (*speller).sign,
	lexer.Fraction:    (*speller).sign,
	lexer.Ratio:       (*speller).sign,
}

// signs returns the words for signs of the judge's language, or else the English ones.
func (j *judge) signs() *lang.Signs {
	if j.l.Signs != nil {
		return j.l.Signs
	}
	return english.Signs
}

// choose returns the words of the speller's way, or the last of words if there are fewer.
func (s *speller) choose(words []string) string {
	s.ways = max(s.ways, len(words))
	return words[min(s.way, len(words)-1)]
}

// words returns the words for a sign between spaces, "" if it has none. Signs that are
// alike share their first words.
func (s *speller) words(sign string) string {
	first := sign
	if same, ok := alike[sign]; ok {
		first = same
	}
	var all []string
	for _, signs := range []*lang.Signs{s.signs(), english.Signs} {
		if w := signs.Say(first); w != "" {
			all = append(all, w)
		}
		for _, w := range signs.Ways(sign) {
			if !slices.Contains(all, w) {
				all = append(all, w)
			}
		}
		if len(all) > 0 {
			return " " + s.choose(all) + " "
		}
	}
	return ""
}

func (s *speller) sign(_ int, t lexer.Token) string { return s.words(t.Sign) }

// number writes .5 as 0.5.
func (s *speller) number(_ int, t lexer.Token) string {
	if strings.HasPrefix(t.Text, ".") {
		return "0" + t.Text
	}
	return t.Text
}

// ordinal gives all ordinals the same ending.
func (s *speller) ordinal(_ int, t lexer.Token) string { return t.Text[:len(t.Text)-2] + "th" }

// greek writes the name of a single Greek letter, whatever its case, but not of the µ in µm
// or of a letter within a word, as in phonetic script.
func (s *speller) greek(i int, t lexer.Token) string {
	r, size := utf8.DecodeRuneInString(t.Text)
	r = unicode.ToLower(r)
	name := s.signs().GreekName(r)
	before, after := s.At(i-1), s.At(i+1)
	unit := (r == 'µ' || r == 'μ') && after.Kind == lexer.Word
	if size < len(t.Text) || name == "" || unit || before.IsLong() || after.IsLong() {
		return t.Text
	}
	return " " + name + " "
}

// power writes an exponent, and the charge of an ion: Ca²⁺.
func (s *speller) power(_ int, t lexer.Token) string {
	text := s.signs().Power("", t.Sign) + " "
	if to := s.signs().Ways("^"); len(to) > 0 && strings.Contains(text, to[0]) {
		return strings.Replace(text, to[0], s.choose(to), 1)
	}
	return text
}

// plainSign writes a sign of mathematics or music. Signs for which a language has no words
// only need to differ from each other.
func (s *speller) plainSign(i int, t lexer.Token) string {
	r, _ := utf8.DecodeRuneInString(t.Sign)
	switch {
	case t.Sign == "^" && s.At(i+1).Kind != lexer.Open:
		return t.Text
	case !unicode.Is(unicode.Sm, r) && !unicode.IsLetter(r) && alike[t.Sign] == "" && !strings.Contains("^%×♭", t.Sign):
		return t.Text
	}
	switch words := s.words(t.Sign); {
	case words != "":
		return words
	case r >= '∀' && r <= '⋿':
		return fmt.Sprintf(" sign%x ", r)
	}
	return t.Text
}

// code names the characters of an operator of programming languages. Aloud, == is equals
// like =, but they must differ.
func (s *speller) code(_ int, t lexer.Token) string {
	var b strings.Builder
	for _, r := range t.Text {
		b.WriteString(" " + s.signs().Code[r] + " ")
	}
	return b.String()
}

// dash writes minus for a dash in an expression, such as sin x - cos y.
func (s *speller) dash(i int, t lexer.Token) string {
	before, spaced := s.Before(i)
	after, also := s.After(i)
	last, _ := utf8.DecodeLastRuneInString(before.Text)
	first, _ := utf8.DecodeRuneInString(after.Text)
	operand := func(r rune, bracket rune) bool { return r == bracket || r >= 'a' && r <= 'z' || unicode.IsDigit(r) }
	if t.Sign == "-" && spaced && also && operand(last, ')') && operand(first, '(') {
		return s.words("-")
	}
	return t.Text
}

// degree writes °C and °F, and the sign before a bearing. Elsewhere it is left to package
// intent.
func (s *speller) degree(i int, t lexer.Token) string {
	if after, _ := s.After(i); t.Sign != "°" || after.Kind == lexer.Bearing {
		return s.words(t.Sign)
	}
	return t.Text
}

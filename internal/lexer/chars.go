package lexer

import (
	"strings"
	"unicode"
)

// superscripts and subscripts map raised and lowered characters to plain ones.
var (
	superscripts = map[rune]rune{'⁰': '0', '¹': '1', '²': '2', '³': '3', '⁴': '4', '⁵': '5', '⁶': '6', '⁷': '7', '⁸': '8', '⁹': '9', '⁺': '+', '⁻': '-', 'ⁿ': 'n', 'ⁱ': 'i'}
	subscripts   = map[rune]rune{'₀': '0', '₁': '1', '₂': '2', '₃': '3', '₄': '4', '₅': '5', '₆': '6', '₇': '7', '₈': '8', '₉': '9', '₊': '+', '₋': '-', 'ₙ': 'n', 'ₓ': 'x'}
)

// Raised returns the superscript character for a plain one, or the plain one if there is
// none.
func Raised(r rune) rune { return shifted(superscripts, r) }

// Lowered returns the subscript character for a plain one, or the plain one if there is
// none.
func Lowered(r rune) rune { return shifted(subscripts, r) }

func shifted(table map[rune]rune, plain rune) rune {
	for r, p := range table {
		if p == plain {
			return r
		}
	}
	return plain
}

// operators are the signs written with several characters, longest first, and the signs
// that they stand for.
var operators = []struct {
	text string
	kind Kind
	sign string
}{
	{"<-->", Sign, "⇌"},
	{"<=>", Sign, "⇌"}, {"<->", Sign, "↔"}, {"-->", Sign, "→"}, {"==>", Sign, "⇒"}, {"===", Code, "==="}, {"!==", Code, "!=="}, {"+/-", Sign, "±"},
	{"->", Sign, "→"}, {"<-", Sign, "←"}, {"=>", Sign, "⇒"}, {"<=", Sign, "≤"}, {">=", Sign, "≥"}, {"!=", Sign, "≠"}, {"==", Code, "=="}, {"<>", Sign, "≠"},
	{"<<", Sign, "≪"}, {">>", Sign, "≫"}, {"+-", Sign, "±"}, {"&&", Code, "&&"}, {"||", Code, "||"}, {"::", Stop, ""},
}

// operatorAt returns the length of the operator at the start of s, 0 if there is none.
func operatorAt(s string) (n int, kind Kind, sign string) {
	if strings.IndexByte("<>=!-+&|:", s[0]) < 0 {
		return 0, Other, ""
	}
	for _, o := range operators {
		if o.text == "+-" && strings.HasPrefix(s, "+->") {
			continue // Na+->
		}
		if strings.HasPrefix(s, o.text) {
			return len(o.text), o.kind, o.sign
		}
	}
	return 0, Other, ""
}

// kinds has the characters whose kind depends on nothing else.
var kinds = map[rune]Kind{
	'(': Open, '[': Open, '{': Open, ')': Close, ']': Close, '}': Close,
	'\'': Apostrophe, '’': Apostrophe, '‘': Apostrophe,
	'"': Quote, '“': Quote, '”': Quote, '„': Quote, '`': Quote, '«': Quote, '»': Quote,
	'°': Degree, '\\': Backslash, '№': NumberSign, '^': Sign, 'º': Sign, '~': Stop,
	'&': Sign, '%': Sign, '‰': Sign, '@': Sign, '§': Sign, '¶': Sign, '′': Sign, '″': Sign,
}

// isLetterSign reports whether r is a letter that is used as a sign, such as ℝ.
func isLetterSign(r rune) bool { return r >= 0x2100 && r <= 0x214F }

// kindOf returns the kind of a character that begins no longer token. What it means may
// still depend on its neighbours.
func kindOf(r rune) Kind {
	if k, ok := kinds[r]; ok {
		return k
	}
	switch {
	case isLetterSign(r):
		return Sign
	case unicode.IsLetter(r), unicode.IsMark(r):
		return Word
	case unicode.Is(unicode.Sc, r):
		return Currency
	case unicode.IsNumber(r), unicode.IsSymbol(r):
		return Sign
	case unicode.IsPunct(r):
		return Stop
	}
	return Other
}

// IsGreek reports whether r is a Greek letter.
func IsGreek(r rune) bool { return unicode.Is(unicode.Greek, r) || r == 'µ' }

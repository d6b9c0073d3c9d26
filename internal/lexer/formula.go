package lexer

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// elements are the symbols of the chemical elements.
var elements = func() map[string]bool {
	m := map[string]bool{}
	for _, s := range strings.Fields(`H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn
		Ga Ge As Se Br Kr Rb Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er
		Tm Yb Lu Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Po At Rn Fr Ra Ac Th Pa U Np Pu Am Cm Bk Cf Es Fm Md No Lr Rf Db Sg
		Bh Hs Mt Ds Rg Cn Nh Fl Mc Lv Ts Og`) {
		m[s] = true
	}
	return m
}()

// IsElement reports whether s is the symbol of a chemical element.
func IsElement(s string) bool { return elements[s] }

// maxFormula is the length of the longest formula, in bytes.
const maxFormula = 64

// formula reads a chemical formula that begins a word or follows its coefficient: the NaOH
// of 2NaOH.
func (s *scanner) formula(rest string) Token {
	if rest[0] < 'A' || rest[0] > 'Z' {
		return Token{}
	}
	switch before := s.last(); {
	case before.Kind == Number:
		if len(before.Text) > 2 || s.out.At(len(s.out)-2).wordlike() {
			return Token{}
		}
	case before.wordlike(), before.Kind == Backslash:
		return Token{}
	}
	end := formulaEnd(rest[:min(len(rest), maxFormula)])
	next, _ := utf8.DecodeRuneInString(rest[end:])
	if unicode.IsLetter(next) && !IsGreek(next) || unicode.IsDigit(next) || !IsFormula(rest[:end]) {
		return Token{}
	}
	return Token{Kind: Formula, Text: rest[:end]}
}

// formulaEnd returns the length of the longest start of s that has the shape of a formula:
// elements, numbers of atoms, and groups in parentheses.
func formulaEnd(s string) int {
	end, depth := 0, 0
	for i := 0; i < len(s); {
		n := 1
		switch c := s[i]; {
		case c >= 'A' && c <= 'Z':
			if n = elementLength(s[i:]); n == 0 {
				return end
			}
		case c == '(':
			depth++
		case c == ')' && depth > 0 && s[i-1] != '(':
			depth--
		case c >= '1' && c <= '9' && i > 0 && s[i-1] != '(':
			n = len(run(s[i:], isASCIIDigit))
		default:
			return end
		}
		if i += n; depth == 0 {
			end = i
		}
	}
	return end
}

func isASCIIDigit(r rune) bool { return r >= '0' && r <= '9' }

// elementLength returns the length of the symbol at the start of s, the longest if there
// are two, and 0 if there is none.
func elementLength(s string) int {
	if len(s) > 1 && s[1] >= 'a' && s[1] <= 'z' {
		if elements[s[:2]] {
			return 2
		}
		return 0
	}
	if elements[s[:1]] {
		return 1
	}
	return 0
}

// Atoms returns the letters and numbers of a chemical formula in the order in which they
// are said, and false if s is none: N, A, O and H for NaOH.
func Atoms(s string) ([]string, bool) {
	if s == "" || formulaEnd(s) != len(s) {
		return nil, false
	}
	var out []string
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			n := len(run(s[i:], isASCIIDigit))
			if n > 2 {
				return nil, false
			}
			out = append(out, s[i:i+n])
			i += n
		default:
			if c != '(' && c != ')' {
				out = append(out, strings.ToUpper(s[i:i+1]))
			}
			i++
		}
	}
	return out, len(out) > 1
}

// IsFormula reports whether s is a chemical formula and no ordinary word that consists of
// the symbols of elements. It has a number, or several elements of which one has two
// letters.
func IsFormula(s string) bool {
	if _, ok := Atoms(s); !ok {
		return false
	}
	upper := strings.IndexFunc(s[1:], unicode.IsUpper) >= 0
	lower := strings.IndexFunc(s, unicode.IsLower) >= 0
	return upper && lower || strings.ContainsAny(s, "0123456789")
}

// Chemical reports whether s consists only of the symbols of elements and of numbers.
func Chemical(s string) bool {
	_, ok := Atoms(s)
	return ok || elements[s]
}

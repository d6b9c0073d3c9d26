package formula

import (
	"regexp"
	"strings"
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

var (
	formulaToken = regexp.MustCompile(`[A-Z(][A-Za-z0-9()]*`)
	// 2NaOH: the number of molecules
	// Cl- is a charge, O- a blood group, B- a mark: not a hyphen
	anion       = regexp.MustCompile(`\b([A-Z][A-Za-z0-9()]*)-($|[\s,.;)])`)
	halide      = map[string]bool{"F": true, "Cl": true, "Br": true, "I": true, "AB": true}
	coefficient = regexp.MustCompile(`\b(\d{1,2})([A-Z][A-Za-z0-9()]+)`)
)

// spellFormulas spells the chemical formulas in text: "H2O" becomes "H 2 O".
func spellFormulas(s string) string {
	s = anion.ReplaceAllStringFunc(s, func(t string) string {
		m := anion.FindStringSubmatch(t)
		if _, ok := formula(m[1]); ok && isFormula(m[1]) || halide[m[1]] || len(m[1]) == 1 {
			return m[1] + "\u2212" + m[2]
		}
		return t
	})
	s = coefficient.ReplaceAllStringFunc(s, func(t string) string {
		m := coefficient.FindStringSubmatch(t)
		if _, ok := formula(m[2]); ok && isFormula(m[2]) {
			return m[1] + " " + m[2]
		}
		return t
	})
	return formulaToken.ReplaceAllStringFunc(s, func(t string) string {
		open := strings.Count(t, "(") - strings.Count(t, ")")
		tail := ""
		for open < 0 && strings.HasSuffix(t, ")") {
			t, tail, open = t[:len(t)-1], tail+")", open+1
		}
		head := ""
		for open > 0 && strings.HasPrefix(t, "(") {
			t, head, open = t[1:], head+"(", open-1
		}
		if open != 0 || strings.HasPrefix(t, "(") && strings.HasSuffix(t, ")") {
			return head + t + tail
		}
		if parts, ok := formula(t); ok && isFormula(t) {
			return head + strings.Join(parts, " ") + tail
		}
		return head + t + tail
	})
}

// formula splits a chemical formula into the letters and numbers to speak.
func formula(t string) ([]string, bool) {
	var out []string
	for i := 0; i < len(t); {
		c := t[i]
		switch {
		case c == '(' || c == ')':
			i++
		case c >= '0' && c <= '9':
			j := i
			for j < len(t) && t[j] >= '0' && t[j] <= '9' {
				j++
			}
			if i == 0 || c == '0' || j-i > 2 {
				return nil, false
			}
			out = append(out, t[i:j])
			i = j
		case c >= 'A' && c <= 'Z':
			j := i + 1
			if j < len(t) && t[j] >= 'a' && t[j] <= 'z' {
				j++
			}
			if !elements[t[i:j]] {
				return nil, false
			}
			for _, l := range strings.ToUpper(t[i:j]) {
				out = append(out, string(l))
			}
			i = j
		default:
			return nil, false
		}
	}
	return out, len(out) > 1
}

// isFormula prevents ordinary words that consist of element symbols from being spelled.
// A formula has a number, or several elements of which one has two letters.
func isFormula(t string) bool {
	upper, lower, digit := 0, 0, 0
	for _, c := range t {
		switch {
		case c >= 'A' && c <= 'Z':
			upper++
		case c >= 'a' && c <= 'z':
			lower++
		case c >= '0' && c <= '9':
			digit++
		}
	}
	return digit > 0 || upper > 1 && lower > 0
}

// chemical reports whether t consists only of element symbols and numbers.
func chemical(t string) bool {
	if elements[t] {
		return true
	}
	_, ok := formula(t)
	return ok
}

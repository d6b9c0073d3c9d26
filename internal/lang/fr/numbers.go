package fr

import "carrel/internal/lang/table"

var (
	ordinals = []string{
		"premier", "deuxième", "troisième", "quatrième", "cinquième", "sixième", "septième", "huitième", "neuvième", "dixième",
		"onzième", "douzième", "treizième", "quatorzième", "quinzième", "seizième", "dix septième", "dix huitième", "dix neuvième", "vingtième",
	}
	units = []string{
		"zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix",
		"onze", "douze", "treize", "quatorze", "quinze", "seize", "dix sept", "dix huit", "dix neuf",
	}
	tens = []string{"", "", "vingt", "trente", "quarante", "cinquante", "soixante", "soixante", "quatre vingt", "quatre vingt"}
)

// spell writes n as in France; the parser also knows septante, huitante and nonante.
func spell(n int64) string {
	switch {
	case n < 20:
		return units[n]
	case n == 80:
		return "quatre vingts"
	case n < 100:
		rest := n % 10
		if t := n / 10; t == 7 || t == 9 {
			rest += 10
		}
		if (rest == 1 || rest == 11) && n < 80 {
			return tens[n/10] + " et " + units[rest]
		}
		return table.Join(tens[n/10], rest, spell)
	case n < 1000:
		head := "cent"
		if h := n / 100; h > 1 {
			head = units[h] + " cent"
			if n%100 == 0 {
				head += "s"
			}
		}
		return table.Join(head, n%100, spell)
	case n < 1e6:
		head := "mille"
		if k := n / 1e3; k > 1 {
			head = invariable(spell(k)) + " mille"
		}
		return table.Join(head, n%1e3, spell)
	case n < 1e9:
		return table.Join(counted(n/1e6, "million"), n%1e6, spell)
	}
	return table.Join(counted(n/1e9, "milliard"), n%1e9, spell)
}

// invariable removes the plural s of cents and vingts, as before mille.
func invariable(s string) string {
	for _, w := range []string{"cents", "vingts"} {
		if n := len(s) - len(w); n >= 0 && s[n:] == w {
			return s[:len(s)-1]
		}
	}
	return s
}

func counted(n int64, noun string) string {
	if n > 1 {
		noun += "s"
	}
	return spell(n) + " " + noun
}

func ordinal(n int64) string {
	if n >= 1 && n <= 20 {
		return ordinals[n-1]
	}
	s := invariable(spell(n))
	switch s[len(s)-1] {
	case 'e':
		s = s[:len(s)-1]
	case 'q': // cinq
		s += "u"
	case 'f': // neuf
		s = s[:len(s)-1] + "v"
	}
	return s + "ième"
}

// spellings returns the other ways to say n: "dix neuf cent" before 2000.
func spellings(n int64) []string {
	if n < 1100 || n >= 2000 {
		return nil
	}
	return []string{table.Join(units[n/100]+" cent", n%100, spell)}
}

package formula

import (
	"strings"
	"testing"

	"carrel/internal/lang"
	"carrel/internal/lang/en"
	"carrel/internal/lang/fr"
)

func said(text string, ws *lang.Words) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(Normalise(text, ws), SoftSpace, " ")), " ")
}

func TestSignsAsSaid(t *testing.T) {
	for _, c := range []struct{ text, en, fr string }{
		{"x ≤ 5 <= 6", "x is at most 5 is at most 6", "x inférieur ou égal à 5 inférieur ou égal à 6"},
		{"x² + y^2 = 2^10", "x squared plus y squared equals 2 to the 10", "x au carré plus y au carré égale 2 puissance 10"},
		{"x^{10} and x^(n+1)", "x to the 10 and x to the (n plus 1)", "x puissance 10 and x puissance (n plus 1)"},
		{"2**3 and **bold**", "2 cubed and bold", "2 au cube and bold"},
		{"5 - 3, n-1, F-16", "5 minus 3, n-1, F-16", "5 moins 3, n-1, F-16"},
		{"y = -x, the suffix (-s)", "y equals minus x, the suffix (-s)", "y égale moins x, the suffix (-s)"},
		{"(-1, 2)", "( minus 1, 2)", "( moins 1, 2)"},
		{"1914-1918, pages 3–5", "1914 to 1918, pages 3 to 5", "1914 à 1918, pages 3 à 5"},
		{"Paris - London", "Paris , London", "Paris , London"},
		{"1- a dog", "1, a dog", "1, a dog"},
		{"Cl- and OH-", "Cl minus and OH minus", "Cl moins and OH moins"},
		{"2NaOH (H2O), CuSO4(aq)", "2 N A O H (H 2 O), C U S O 4(aq)", "2 N A O H (H 2 O), C U S O 4(aq)"},
		{"¥500, $5, 5 $", "500 yen , $5, 5 dollars", "500 yens , $5, 5 dollars"},
		{"n° 5, #5, C#, ~5", "number 5, number 5, C sharp , about 5", "numéro 5, numéro 5, C dièse , environ 5"},
		{"20 °C, 45°", "20 degrees Celsius , 45 degrees", "20 degrés Celsius , 45 degrés"},
		{"10:30, 3:1, 1/2, x / y", "10:30, 3:1, 1/2, x , y", "10:30, 3:1, 1/2, x , y"},
		{"3 x 5, 3*5, 5 *stars*", "3 x 5, 3 times 5, 5 stars", "3 x 5, 3 fois 5, 5 stars"},
		{"α-helix, ℝ, ①", "alpha helix, the real numbers , ①", "alpha helix, l'ensemble des réels , ①"},
		{`a \alpha b \( c \foo`, `a alpha b c backslash foo`, `a alpha b c barre inverse foo`},
		{"a == b && c", "a equals b and c", "a égale b et c"},
	} {
		if got := said(c.text, &en.Words); got != c.en {
			t.Errorf("%q in English\n got  %s\n want %s", c.text, got, c.en)
		}
		if got := said(c.text, &fr.Words); got != c.fr {
			t.Errorf("%q in French\n got  %s\n want %s", c.text, got, c.fr)
		}
	}
}

func TestChemistryAsSaid(t *testing.T) {
	for src, want := range map[string]string{
		"2H2 + O2 -> 2H2O": "2 H 2 plus O 2 yields 2 H 2 O", "SO4^2-": "S O 4 2 minus", "Ca^{2+}(aq)": "C A 2 plus aqueous,", "0.5 O2": "0.5 O 2", "Na^+ + Cl^-(aq)": "N A plus plus C L minus aqueous,",
		"^-OH": "minus O H", "^14C": "14 C", "CH3-CH3": "C H 3 C H 3", "Na+->Na": "N A plus yields N A", "A <--> B": "A in equilibrium with B", "[Fe(CN)6]^3-": "F E C N 6 3 minus", `->[\Delta]`: "yields capital delta",
	} {
		if got := SayTeX(`\ce{`+src+`}`, &en.Words); got != want {
			t.Errorf("%s is said %q, want %q", src, got, want)
		}
	}
}

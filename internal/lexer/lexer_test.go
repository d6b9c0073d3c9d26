package lexer

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

// signsOf returns the tokens of a text that are neither plain words nor spaces, each with
// its kind, and with its sign where that is written otherwise.
func signsOf(text string) string {
	var out []string
	for _, t := range Lex(text) {
		switch {
		case t.Kind == Space || t.Kind == Word:
		case t.Sign != "" && t.Sign != t.Text:
			out = append(out, fmt.Sprintf("%s %q=%s", t.Kind, t.Text, t.Sign))
		default:
			out = append(out, fmt.Sprintf("%s %q", t.Kind, t.Text))
		}
	}
	return strings.Join(out, ", ")
}

func TestMeaningOfSigns(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		// numbers
		{"the year 1945", `number "1945"`},
		{"1,000.5 and 3,14", `number "1,000.5", number "3,14"`},
		{"5, 6.", `number "5", separator ",", number "6", stop "."`},
		{"(1,2)", `open "(", number "1", separator ",", number "2", close ")"`},
		{"f(1,000) [2,3)", `open "(", number "1", separator ",", number "000", close ")", open "[", number "2", separator ",", number "3", close ")"`},
		{"x=.5", `sign "=", number ".5"`},
		{"a.5", `stop ".", number "5"`},
		{"the 21st, 2nd", `ordinal "21st", separator ",", ordinal "2nd"`},
		{"3D 5standard", `number "3", number "5"`},
		{"5 km, 3m", `number "5", unit "km", separator ",", number "3", unit "m"`},
		{"½ Ⅳ", `sign "½", sign "Ⅳ"`},
		// powers
		{"x² y⁻¹ H₂", `superscript "²"=2, superscript "⁻¹"=-1, subscript "₂"=2`},
		{"x^2 10^-3 x^{10} 2^(n)", `superscript "^2"=2, number "10", superscript "^-3"=-3, superscript "^{10}"=10, number "2", superscript "^(n)"=n`},
		{"x^(n+1)", `sign "^", open "(", sign "+", number "1", close ")"`},
		{"Ca^{2+} Fe³⁺", `superscript "^{2+}"=2+, superscript "³⁺"=3+`},
		{"2**10, n ** 2, **bold** 5**bold**", `number "2", superscript "**10"=10, separator ",", superscript "** 2"=2, separator ",", stop "*", stop "*", stop "*", stop "*", number "5", stop "*", stop "*", stop "*", stop "*"`},
		// operators
		{"a <= b >= c != d -> e => f <=> g", `sign "<="=≤, sign ">="=≥, sign "!="=≠, sign "->"=→, sign "=>"=⇒, sign "<=>"=⇌`},
		{"a == b && c !== d", `code "==", code "&&", code "!=="`},
		{"+- ± +/-", `sign "+-"=±, sign "±", sign "+/-"=±`},
		{"3 x 5, 2x3x4, x 5", `number "3", sign "x"=×, number "5", separator ",", number "2", sign "x"=×, number "3", sign "x"=×, number "4", separator ",", number "5"`},
		{"2*3 a * b *word* 5 *word*", `number "2", sign "*"=×, number "3", sign "*"=×, stop "*", stop "*", number "5", stop "*", stop "*"`},
		{"2·3 and a·b, CuSO4·5H2O", `number "2", sign "·"=×, number "3", stop "·", separator ",", formula "CuSO4", sign "·"=×, number "5", formula "H2O"`},
		{"5! n! wow! 5 m!", `number "5", factorial "!"=n!, factorial "!"=n!, stop "!", number "5", unit "m", stop "!"`},
		{"C# f# #5 AB#x", `sign "#"=♯, sign "#"=♯, number sign "#"=№, number "5", stop "#"`},
		{"n° 5, N°5", `number sign "n°"=№, number "5", separator ",", number sign "N°"=№, number "5"`},
		{"~5 ~ word", `about "~", number "5", stop "~"`},
		{"20 °C 5° F 45° N 90°", `number "20", degree "°C"=℃, number "5", degree "° F"=℉, number "45", degree "°", bearing "N"=°N, number "90", degree "°"`},
		{"$5 and 5 €", `currency "$", number "5", number "5", currency "€"`},
		// dashes
		{"-5 and (-5), x = -y", `negative "-", number "5", open "(", negative "-", number "5", close ")", separator ",", sign "=", negative "-"`},
		{"n-1, 5 - 3, 2x-3, x −1", `difference "-", number "1", separator ",", number "5", difference "-", number "3", separator ",", number "2", difference "-", number "3", separator ",", difference "−"=-, number "1"`},
		{"5-3 F-16 ice-cream", `number "5", hyphen "-", number "3", hyphen "-", number "16", hyphen "-"`},
		{"1914-1918, 1914 - 1918, pages 3–5", `number "1914", range "-"=–, number "1918", separator ",", number "1914", range "-"=–, number "1918", separator ",", number "3", range "–", number "5"`},
		{"2026-11-24", `number "2026", hyphen "-", number "11", hyphen "-", number "24"`},
		{"Cl- O- AB-, Ca(OH)2- OH-", `charge "-", charge "-", charge "-", separator ",", formula "Ca(OH)2", charge "-", charge "-"`},
		{"Paris - London, wait- 1- a dog", `dash "-", separator ",", dash "-", number "1", dash "-"`},
		{"a—b, word – word", `dash "—", separator ",", dash "–"`},
		{"t'a-t-il", `apostrophe "'", hyphen "-", hyphen "-"`},
		// slashes and colons
		{"x/2, m / s a/b 1/2 and/or", `fraction "/", number "2", separator ",", fraction "/", fraction "/", number "1", slash "/", number "2", slash "/"`},
		{"3:1 10:30 1:100 a: 5 1:2:3", `number "3", ratio ":", number "1", number "10", clock ":", number "30", number "1", ratio ":", number "100", stop ":", number "5", number "1", stop ":", number "2", stop ":", number "3"`},
		// chemistry
		{"H2O, 2NaOH (CO2) Fe(OH)3", `formula "H2O", separator ",", number "2", formula "NaOH", open "(", formula "CO2", close ")", formula "Fe(OH)3"`},
		{"CuSO4(aq) NaCl", `formula "CuSO4", open "(", close ")", formula "NaCl"`},
		{"NASA OH P(B) He pH2 C100", `open "(", close ")", number "2", number "100"`},
		// letters
		{"α-helix αx π", `greek "α", hyphen "-", greek "α", greek "π"`},
		{"x ∈ ℝ, ℝ² kΩ", `sign "∈", sign "ℝ", separator ",", sign "ℝ", superscript "²"=2, greek "Ω"`},
		{"naïve e\u0301 日本", ``},
	} {
		if got := signsOf(c.text); got != c.want {
			t.Errorf("%q\n got  %s\n want %s", c.text, got, c.want)
		}
	}
}

func TestFormulas(t *testing.T) {
	for s, want := range map[string]string{"H2O": "H 2 O", "NaOH": "N A O H", "Ca(OH)2": "C A O H 2", "C6H12O6": "C 6 H 1 2 O 6"} {
		atoms, ok := Atoms(s)
		if want = strings.ReplaceAll(want, "1 2", "12"); !ok || strings.Join(atoms, " ") != want {
			t.Errorf("%s is %v", s, atoms)
		}
	}
	for s, want := range map[string][2]bool{ // formula, only elements and numbers
		"H2O": {true, true}, "NaCl": {true, true}, "CO": {false, true}, "He": {false, true}, "Fe2": {true, true}, "POS": {false, true},
		"XY2": {}, "H02": {}, "H200": {}, "(OH": {}, "OH)": {}, "()": {}, "": {}, "2H": {}, "h2o": {},
	} {
		if got := [2]bool{IsFormula(s), Chemical(s)}; got != want {
			t.Errorf("%q: %v, want %v", s, got, want)
		}
	}
}

func TestRaisedAndLoweredAreInverse(t *testing.T) {
	for r, plain := range superscripts {
		if Raised(plain) != r {
			t.Errorf("%c is raised to %c", plain, Raised(plain))
		}
	}
	for r, plain := range subscripts {
		if Lowered(plain) != r {
			t.Errorf("%c is lowered to %c", plain, Lowered(plain))
		}
	}
	if Raised('?') != '?' {
		t.Error("a character without a superscript changes")
	}
}

func TestEveryKindHasAName(t *testing.T) {
	for k := Other; k <= Backslash; k++ {
		if k.String() == "" {
			t.Errorf("kind %d has no name", k)
		}
	}
}

// A scan that began anew at every character would take minutes for these texts.
func TestLongTextsTakeLinearTime(t *testing.T) {
	for _, part := range []string{"a", "A1", "H2", "Na(", "Ca(OH)2", "(1,", "1,", "1.", ".5", "^(a", "^", "**", "5**a", "-", "5-", "x - ", "n° ", "°C", "²", "₂", "α", "#", "\\", "1:", "x 5 ", "\xff", " ", "«", "<"} {
		text := strings.Repeat(part, 1<<17/len(part))
		if n := len(Lex(text)); n == 0 {
			t.Errorf("%q: no tokens", part)
		}
	}
}

func FuzzLex(f *testing.F) {
	for _, s := range []string{"", "x² + y² = z²", "2H2 + O2 -> 2H2O", "(1,2,3)", "10:30 3:1 1/2", "Cl- O- 1914-1918", "$5 5 € ¥3", "20 °C 45° N n° 5", "C# n! 5!", "**a** 2**3 x^{10}", "\xff\xfe", "α-helix µm", "e\u0301 ⁺⁻", "½ №"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		ts := Lex(text)
		var b strings.Builder
		for i, tok := range ts {
			if tok.Text == "" {
				t.Fatalf("token %d of %q is empty", i, text)
			}
			if tok.Kind == Space && i > 0 && ts[i-1].Kind == Space {
				t.Fatalf("two spaces in a row in %q", text)
			}
			if tok.Kind >= Superscript && tok.Kind < Separator && tok.Sign == "" {
				t.Fatalf("%s %q has no sign", tok.Kind, tok.Text)
			}
			if tok.Kind == Formula {
				if _, ok := Atoms(tok.Text); !ok {
					t.Fatalf("%q is no formula", tok.Text)
				}
			}
			if utf8.ValidString(text) && !utf8.ValidString(tok.Text) {
				t.Fatalf("token %q splits a character of %q", tok.Text, text)
			}
			b.WriteString(tok.Text)
		}
		if b.String() != text {
			t.Fatalf("the tokens of %q are %q", text, b.String())
		}
		ts.At(-1)
		ts.At(len(ts))
	})
}

package intent

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestParseReadsBackWhatSpellWrites(t *testing.T) {
	for _, lang := range Languages() {
		for n := int64(-1200); n <= 3200; n++ {
			s := Spell(lang, float64(n))
			if v, ok := ParseNumber(lang, s); !ok || v != float64(n) {
				t.Fatalf("%s: %d is spelled %q, read back as %v, %v", lang, n, s, v, ok)
			}
		}
		rapid.Check(t, func(t *rapid.T) {
			whole := rapid.Int64Range(-MaxNumber, MaxNumber).Draw(t, "n")
			// Round numbers are prone to wrong plurals and missing parts.
			scale := rapid.SampledFrom([]int64{1, 100, 1000, 1e6, 1e9}).Draw(t, "scale")
			v := float64(whole / scale * scale)
			v = rapid.SampledFrom([]float64{v, math.Trunc(v/1000) / 1000}).Draw(t, "v")
			for _, s := range Spellings(lang, v) {
				if got, ok := ParseNumber(lang, s); !ok || got != v {
					t.Fatalf("%s: %v is spelled %q, read back as %v, %v", lang, v, s, got, ok)
				}
			}
		})
	}
}

func TestOrdinalsReadBack(t *testing.T) {
	for _, lang := range Languages() {
		for n := int64(1); n <= 999; n++ {
			s := SpellOrdinal(lang, n)
			w := folded(lang, s)
			if got, used := LeadingOrdinal(lang, w); got != n || used != len(w) {
				t.Fatalf("%s: %d is %q, read back as %d (%d of %d words)", lang, n, s, got, used, len(w))
			}
		}
	}
}

func TestParseNumber(t *testing.T) {
	nope := math.NaN()
	for _, c := range []struct {
		lang, text string
		want       float64
	}{
		{"en", "7", 7}, {"en", "-7", -7}, {"en", "−7", -7}, {"en", "007", 7}, {"en", "3.5", 3.5}, {"en", "1,234,567", 1234567},
		{"en", "1,234.5", 1234.5}, {"en", "0,5", .5}, {"en", "1.234", 1.234}, {"en", "1 234 567", 1234567}, {"en", "1/2", .5}, {"en", "3 1/2", 3.5},
		{"en", "forty-two", 42}, {"en", "one hundred and five", 105}, {"en", "a hundred", 100}, {"en", "a thousand and one", 1001},
		{"en", "two thousand and five", 2005}, {"en", "nineteen forty five", 1945}, {"en", "eighteen oh six", 1806}, {"en", "nineteen hundred", 1900},
		{"en", "nineteen hundred and five", 1905}, {"en", "twenty twenty", 2020}, {"en", "twenty five", 25}, {"en", "fourteen ninety two", 1492},
		{"en", "one four nine two", 1492}, {"en", "one oh one", 101}, {"en", "three point one four one five nine", 3.14159}, {"en", "point five", .5},
		{"en", "zero point oh five", .05}, {"en", "three point fifteen", 3.15}, {"en", "minus two point five", -2.5}, {"en", "negative ten", -10},
		{"en", "three and a half", 3.5}, {"en", "half", .5}, {"en", "a half", .5}, {"en", "one half", .5}, {"en", "three quarters", .75}, {"en", "two thirds", 2.0 / 3},
		{"en", "one over eight", .125}, {"en", "two and three quarters", 2.75}, {"en", "three point five million", 3.5e6}, {"en", "1.1 million", 1.1e6}, {"en", "3 million", 3e6},
		{"en", "six hundred and two thousand three hundred", 602300}, {"en", "two hundred thousand", 200000}, {"en", "one million and one", 1000001},
		{"en", "for", 4}, {"en", "to", 2}, {"en", "twenty to", 22}, {"en", "٣", 3}, {"en", "two o", nope},
		{"en", "thousand", 1000}, {"en", "nine hundred ninety nine billion", 999e9},
		{"en", "", nope}, {"en", "paris", nope}, {"en", "twenty third", nope}, {"en", "two three hundred", nope}, {"en", "point", nope}, {"en", "minus", nope},
		{"en", "a", nope}, {"en", "five and", nope}, {"en", "forty fifty", nope}, {"en", "one or two", nope}, {"en", "twenty zero", nope}, {"en", "a thousand billion", nope},
		{"en", "thousand thousand", nope}, {"en", "1e9", nope}, {"en", "nan", nope}, {"en", "inf", nope},
		{"fr", "quatre-vingt-dix-sept", 97}, {"fr", "soixante et onze", 71}, {"fr", "soixante-dix", 70}, {"fr", "quatre vingts", 80}, {"fr", "quatre vingt un", 81},
		{"fr", "septante et un", 71}, {"fr", "nonante neuf", 99}, {"fr", "vingt et un", 21}, {"fr", "vingt et une", 21}, {"fr", "deux cents", 200}, {"fr", "deux cent un", 201},
		{"fr", "mille neuf cent quarante cinq", 1945}, {"fr", "dix neuf cent quarante cinq", 1945}, {"fr", "deux mille", 2000}, {"fr", "un million deux cent mille", 1200000},
		{"fr", "trois virgule quatorze", 3.14}, {"fr", "trois virgule un quatre", 3.14}, {"fr", "zéro virgule zéro cinq", .05}, {"fr", "moins dix", -10},
		{"fr", "3,5", 3.5}, {"fr", "1 234,5", 1234.5}, {"fr", "1.234.567", 1234567}, {"fr", "un demi", .5}, {"fr", "trois et demi", 3.5}, {"fr", "deux tiers", 2.0 / 3}, {"fr", "trois quarts", .75},
		{"fr", "cent", 100}, {"fr", "mille", 1000}, {"fr", "quatre vingt mille", 80000}, {"fr", "trois millions et demi", nope}, {"fr", "vingt dix", nope},
	} {
		v, ok := ParseNumber(c.lang, c.text)
		if math.IsNaN(c.want) {
			if ok {
				t.Errorf("%s %q: read as %v, should be no number", c.lang, c.text, v)
			}
			continue
		}
		if !ok || math.Abs(v-c.want) > 1e-12*math.Abs(c.want) {
			t.Errorf("%s %q: got %v, %v; want %v", c.lang, c.text, v, ok, c.want)
		}
	}
}

// expand returns one random sentence of JSGF rules.
func expand(t *testing.T, rules map[string]string, body string, r *rand.Rand) string {
	alternatives := splitTop(body, '|')
	body = strings.TrimSpace(alternatives[r.IntN(len(alternatives))])
	var out []string
	for body != "" {
		body = strings.TrimSpace(body)
		switch {
		case body == "":
		case body[0] == '<':
			i := strings.IndexByte(body, '>')
			rule, ok := rules[body[1:i]]
			if !ok {
				t.Fatalf("no rule %s", body[1:i])
			}
			out, body = append(out, expand(t, rules, rule, r)), body[i+1:]
		case body[0] == '[' || body[0] == '(':
			i := closing(body)
			if body[0] == '(' || r.IntN(2) == 0 {
				out = append(out, expand(t, rules, body[1:i], r))
			}
			body = body[i+1:]
		default:
			w, rest, _ := strings.Cut(body, " ")
			if strings.ContainsAny(w, "<>[](){}|") {
				t.Fatalf("bad notation near %q", w)
			}
			out, body = append(out, w), rest
		}
	}
	return strings.Join(strings.Fields(strings.Join(out, " ")), " ")
}

func splitTop(s string, sep byte) []string {
	depth, start := 0, 0
	var out []string
	for i := range len(s) {
		switch s[i] {
		case '(', '[':
			depth++
		case ')', ']':
			depth--
		case sep:
			if depth == 0 {
				out, start = append(out, s[start:i]), i+1
			}
		}
	}
	return append(out, s[start:])
}

func closing(s string) int {
	depth := 0
	for i := range len(s) {
		switch s[i] {
		case '(', '[':
			depth++
		case ')', ']':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

func TestParseNumberReadsAllThatTheRulesProduce(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, lang := range Languages() {
		rules := map[string]string{}
		for _, rule := range languageFor(lang).Rules {
			rules[rule.Name] = rule.Body
		}
		for range 3000 {
			s := expand(t, rules, "<number>", r)
			if _, ok := ParseNumber(lang, s); !ok {
				t.Fatalf("%s: the grammar allows %q, which is read as no number", lang, s)
			}
		}
	}
}

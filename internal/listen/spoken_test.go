package listen

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestSpoken(t *testing.T) {
	for _, c := range []struct{ lang, text, want string }{
		{"en", "Ottawa", "ottawa"},
		{"en", "N'Djamena (Chad)", "n'djamena"},
		{"en", "São Tomé", "sao tome"},
		{"en", "twenty-one", "twenty one"},
		{"en", "1969", "nineteen sixty nine | one thousand nine hundred sixty nine | one thousand nine hundred and sixty nine"},
		{"en", "2024", "twenty twenty four | two thousand twenty four | two thousand and twenty four"},
		{"en", "1905", "nineteen oh five | one thousand nine hundred five | one thousand nine hundred and five"},
		{"en", "2000", "two thousand"},
		{"en", "-40", "minus forty"},
		{"en", "10-20", "ten twenty"},
		{"en", "3.14", "three point one four"},
		{"en", "1,000,000", "one million"},
		{"en", "299,792,458", "two hundred ninety nine million seven hundred ninety two thousand four hundred fifty eight"},
		{"en", "50 %", "fifty percent"},
		{"en", "21st century", "twenty first century"},
		{"en", "12th", "twelfth"},
		{"en", "H2O", "h. two o."},
		{"en", "DNA", "d. n. a. | dna"},
		{"en", "U.S.", "u. s."},
		{"en", "B", "b."},
		{"en", "vitamin c", "vitamin c"},
		{"en", "don’t", "don't"},
		{"en", "007", "zero zero seven"},
		{"en", "🙂", ""},
		{"en", "", ""},
		{"en", "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen", ""},
		{"fr", "L’Océan Œuvre", "l' océan oeuvre"},
		{"fr", "71", "soixante et onze | septante et un"},
		{"fr", "80", "quatre vingt | huitante"},
		{"fr", "95", "quatre vingt quinze | nonante cinq"},
		{"fr", "1789", "dix sept cent quatre vingt neuf | mille sept cent quatre vingt neuf | mille sept cent huitante neuf"},
		{"fr", "3,5", "trois virgule cinq"},
		{"fr", "1er", "premier"},
		{"fr", "5e", "cinquième"},
		{"de", "Wien", ""},
	} {
		var got []string
		for _, w := range Spoken(c.lang, c.text) {
			got = append(got, strings.Join(w, " "))
		}
		if s := strings.Join(got, " | "); s != c.want {
			t.Errorf("Spoken(%s, %q) = %q, want %q", c.lang, c.text, s, c.want)
		}
	}
}

func TestNewGrammar(t *testing.T) {
	g, err := NewGrammar("en-GB", []Phrase{
		{Text: "repeat that", Tag: "repeat", Class: Navigation},
		{Text: "Repeat that!", Tag: "answer", Class: Answer},
		{Text: "1969", Class: Number},
		{Text: "…", Class: Answer},
		{Text: "the first one", Say: "option 1", Tag: "1", Class: Choice},
	})
	if err != nil {
		t.Fatal(err)
	}
	if g.Lang != "en" || len(g.LeftOut) != 1 || g.LeftOut[0] != "…" {
		t.Errorf("language %q, left out %q", g.Lang, g.LeftOut)
	}
	if p, _ := g.Find("repeat that"); p.Tag != "repeat" {
		t.Errorf("the first of two phrases said alike must stand, got %+v", p)
	}
	if p, ok := g.Find("nineteen sixty nine"); !ok || p.Text != "1969" || p.Tag != "1969" {
		t.Errorf("a year is found as %+v", p)
	}
	if p, ok := g.Find("option one"); !ok || p.Text != "the first one" {
		t.Errorf("a phrase with its own way of saying is found as %+v", p)
	}
	for _, p := range g.Phrases {
		for _, w := range strings.Fields(p.Say) {
			if len(g.Words[w]) == 0 {
				t.Errorf("no pronunciation for %q", w)
			}
		}
	}
	if _, err := NewGrammar("de", []Phrase{{Text: "Wien"}}); err == nil {
		t.Error("German has no model, so its grammar must fail")
	}
	if _, err := NewGrammar("en", []Phrase{{Text: "?!"}}); err == nil {
		t.Error("a grammar of nothing must fail")
	}
}

// FuzzSpoken checks that whatever is on a card, the recogniser gets only plain lower-case
// words of bounded number and length, each with a pronunciation.
func FuzzSpoken(f *testing.F) {
	for _, s := range []string{"Ottawa", "1969", "-3.5 %", "a;b|c<d>{e}", "L’Œuvre", "\xff\xfe", "a. b. c.", "1.234.567,89", "(((", "x1y2z3", "99999999999999999999", "--", "'", "a'-'b"} {
		f.Add("en", s)
		f.Add("fr", s)
	}
	f.Fuzz(func(t *testing.T, lang, s string) {
		for _, way := range Spoken(lang, s) {
			if len(way) == 0 || len(way) > Shared.Limits.WordsInPhrase {
				t.Fatalf("%q: %d words", s, len(way))
			}
			for _, w := range way {
				bad := func(r rune) bool {
					return !unicode.IsLower(r) && r != '\'' && r != '.'
				}
				if w == "" || strings.ContainsFunc(w, bad) || !utf8.ValidString(w) || utf8.RuneCountInString(w) > Shared.Limits.LettersInWord {
					t.Fatalf("%q gives the word %q", s, w)
				}
				Pronounce(lang, w)
			}
		}
	})
}

func TestNumbersHaveNeighbours(t *testing.T) {
	g, err := NewGrammar("en", []Phrase{{Text: "1969", Class: Answer}, {Text: "nineteen seventy", Tag: "x", Class: Answer}, {Text: "Ottawa", Class: Answer}})
	if err != nil {
		t.Fatal(err)
	}
	if p, ok := g.Find("nineteen sixty nine"); !ok || p.Class != Number || p.Text != "1969" {
		t.Errorf("the answer is %+v, want class number", p)
	}
	if p, ok := g.Find("nineteen sixty eight"); !ok || p.Class != Number || p.Tag != "number:1968" {
		t.Errorf("the number beside it is %+v", p)
	}
	if p, _ := g.Find("nineteen seventy"); p.Tag != "x" {
		t.Errorf("a neighbour must not take the place of a phrase that was given: %+v", p)
	}
	if p, _ := g.Find("ottawa"); p.Class != Answer {
		t.Errorf("Ottawa is %+v", p)
	}
}

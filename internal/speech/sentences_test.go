package speech

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestSentences(t *testing.T) {
	for text, want := range map[string][]string{
		"":                      nil,
		" \n":                   nil,
		"One. Two! Three? Four": {"One.", "Two!", "Three?", "Four"},
		"Dr. Smith met Mrs. Jones at St. John's. They left.": {"Dr. Smith met Mrs. Jones at St. John's.", "They left."},
		"It is 3.14, e.g. about pi, i.e. more than 3. Good.": {"It is 3.14, e.g. about pi, i.e. more than 3.", "Good."},
		"J. S. Bach wrote it. Vitamin C. It helps.":          {"J. S. Bach wrote it.", "Vitamin C.", "It helps."},
		"The U.S. Senate sits. In the U.S. The end.":         {"The U.S. Senate sits.", "In the U.S.", "The end."},
		"He said \"Go!\" Then he left.":                      {"He said \"Go!\"", "Then he left."},
		"(It is so.) Next.":                                  {"(It is so.)", "Next."},
		"Wait... what?! Yes.":                                {"Wait... what?!", "Yes."},
		"No. 5 is it. I said no. She left.":                  {"No. 5 is it.", "I said no.", "She left."},
		"See example.org and v1.2.3 now. Ok.":                {"See example.org and v1.2.3 now.", "Ok."},
		"a line\nanother\r\n\r\nthird":                       {"a line", "another", "third"},
		"猫です。犬です！そう？":                                        {"猫です。", "犬です！", "そう？"},
		"Approx. five. Done.":                                {"Approx. five.", "Done."},
		"...":                                                {"..."},
	} {
		if got := Sentences(text, 300); !slices.Equal(got, want) {
			t.Errorf("%q splits into\n%q, want\n%q", text, got, want)
		}
	}
}

func TestSentencesBreaksLongOnesWhereAReaderWould(t *testing.T) {
	text := "First the one; then the other, which is longer, and so it goes on for a while without an end"
	want := []string{"First the one;", "then the other, which is longer,", "and so it goes on for a while without", "an end"}
	if got := Sentences(text, 40); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if got := Sentences(strings.Repeat("a", 50), 20); len(got) != 3 {
		t.Errorf("%q", got)
	}
}

func FuzzSentences(f *testing.F) {
	f.Add("One. Two! J. S. Bach (Dr.) said \"no.\" 3.14… 猫。犬", 40)
	f.Add(strings.Repeat("a, b; ", 40), 20)
	f.Fuzz(func(t *testing.T, text string, most int) {
		most = 20 + int(uint(most)%300)
		squeeze := func(s string) string {
			return strings.Map(func(r rune) rune {
				if unicode.IsSpace(r) {
					return -1
				}
				return r
			}, strings.ToValidUTF8(s, "\uFFFD"))
		}
		var joined strings.Builder
		for _, s := range Sentences(text, most) {
			if strings.TrimSpace(s) == "" || utf8.RuneCountInString(s) > most {
				t.Fatalf("a sentence %q with at most %d characters", s, most)
			}
			joined.WriteString(s)
		}
		// Each invalid byte becomes U+FFFD when converted to runes.
		if valid := utf8.ValidString(text); valid && squeeze(joined.String()) != squeeze(text) {
			t.Fatalf("%q lost something: %q", text, joined.String())
		}
	})
}

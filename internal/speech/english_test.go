package speech

import (
	"strings"
	"testing"
	"unicode"
)

func TestEnglishWritesWhatAVoiceCanSay(t *testing.T) {
	for text, want := range map[string]string{
		"The capital of Canada is Ottawa.": "The capital of Canada is Ottawa.",
		"café naïve Ærø Łódź straße":       "cafe naive Aero Lodz strasse",
		"“It’s” – he said…":                "It's - he said...",
		"20 °C, 5°F, 90°":                  "20 degrees Celsius, 5 degrees Fahrenheit, 90 degrees",
		"£5 and €1,000.50 or 3€":           "5 pounds and 1,000.50 euros or 3 euros",
		"2 × 3 = 6":                        "2 times 3 equals 6",
		"5 − 2 ≠ 4 ≤ 9":                    "5 minus 2 is not equal to 4 at most 9",
		"x² + ½":                           "x squared plus one half",
		"angle α, π and Ω":                 "angle alpha , pi and omega",
		"H₂O → ice":                        "H2O to ice",
		"C# and #5":                        "C sharp and number 5",
		"me@example.org":                   "me at example.org",
		"ﬁne ２ ℝ":                          "fine 2 R",
		"e\u0301clair \u200bx\u202ey":      "eclair xy",
		"one\x00two\x1b[2J":                "one two , 2J",
		"🎉 party 🎉":                        "party",
		"?!…":                              "",
		"🎉":                                "",
		"+":                                "plus",
		"bad \xff bytes":                   "bad bytes",
	} {
		got, foreign := english(text)
		if got != want || foreign != 0 {
			t.Errorf("%q becomes %q (foreign %q), want %q", text, got, foreign, want)
		}
	}
	for _, text := range []string{"cat 猫", "мир", "שלום", "ᏣᎳᎩ", "กา"} {
		if _, foreign := english(text); foreign == 0 {
			t.Errorf("%q is taken for English", text)
		}
	}
}

func FuzzEnglish(f *testing.F) {
	f.Add("Ωmega café £5 °C\x00")
	f.Add("\xff½²…🎉猫")
	f.Fuzz(func(t *testing.T, text string) {
		got, foreign := english(text)
		for _, r := range got {
			if r < ' ' || r > '~' {
				t.Fatalf("%q becomes %q, with %q in it", text, got, r)
			}
		}
		if again, _ := english(got); foreign == 0 && strings.ContainsFunc(got, unicode.IsLetter) && again == "" {
			t.Fatalf("%q becomes %q, which is nothing", text, got)
		}
	})
}

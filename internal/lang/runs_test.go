package lang

import (
	"slices"
	"strings"
	"testing"
)

func TestRunsOfSplitsAtChangesOfScript(t *testing.T) {
	for _, c := range []struct {
		text, lang string
		want       []Run
	}{
		{"plain text, 5 of it", "en", []Run{{"plain text, 5 of it", "en"}}},
		{"cat is 猫 in Japanese", "en", []Run{{"cat is", "en"}, {"猫", "zh"}, {"in Japanese", "en"}}},
		{"cat (ねこ, 猫) is", "en", []Run{{"cat", "en"}, {"(ねこ, 猫)", "ja"}, {"is", "en"}}},
		{"NHKは放送局です", "ja", []Run{{"NHKは放送局です", "ja"}}},
		{"猫", "ja", []Run{{"猫", "ja"}}},
		{"мир", "en", []Run{{"мир", "ru"}}},
		{"мир", "uk-UA", []Run{{"мир", "uk-UA"}}},
		{"peace: мир", "ru", []Run{{"peace:", "en"}, {"мир", "ru"}}},
		{"angle α and π", "en", []Run{{"angle α and π", "en"}}},
		{"λόγος", "en", []Run{{"λόγος", "el"}}},
		{"42", "ja", []Run{{"42", "ja"}}},
		{"  ", "en", nil},
		{"bonjour", "fr", []Run{{"bonjour", "fr"}}},
	} {
		if got := Runs(c.text, c.lang); !slices.Equal(got, c.want) {
			t.Errorf("%q in %s splits into %q, want %q", c.text, c.lang, got, c.want)
		}
	}
}

func FuzzRunsOfLosesNothing(f *testing.F) {
	f.Add("cat (ねこ, 猫) α λόγος мир.", "en")
	f.Add("NHKは\x00", "ja-JP")
	f.Fuzz(func(t *testing.T, text, lang string) {
		text = strings.ToValidUTF8(text, "?")
		squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
		var joined strings.Builder
		for _, r := range Runs(text, Canonical(lang)) {
			joined.WriteString(r.Text)
		}
		if squeeze(joined.String()) != squeeze(text) {
			t.Fatalf("%q became %q", text, joined.String())
		}
	})
}

package speech

import (
	"slices"
	"strings"
	"testing"

	"carrel/internal/study"
)

func TestRunsOfSplitsAtChangesOfScript(t *testing.T) {
	for _, c := range []struct {
		text, lang string
		want       []run
	}{
		{"plain text, 5 of it", "en", []run{{"plain text, 5 of it", "en"}}},
		{"cat is 猫 in Japanese", "en", []run{{"cat is", "en"}, {"猫", "zh"}, {"in Japanese", "en"}}},
		{"cat (ねこ, 猫) is", "en", []run{{"cat", "en"}, {"(ねこ, 猫)", "ja"}, {"is", "en"}}},
		{"NHKは放送局です", "ja", []run{{"NHKは放送局です", "ja"}}},
		{"猫", "ja", []run{{"猫", "ja"}}},
		{"мир", "en", []run{{"мир", "ru"}}},
		{"мир", "uk-UA", []run{{"мир", "uk-UA"}}},
		{"peace: мир", "ru", []run{{"peace:", "en"}, {"мир", "ru"}}},
		{"angle α and π", "en", []run{{"angle α and π", "en"}}},
		{"λόγος", "en", []run{{"λόγος", "el"}}},
		{"42", "ja", []run{{"42", "ja"}}},
		{"  ", "en", nil},
		{"bonjour", "fr", []run{{"bonjour", "fr"}}},
	} {
		if got := runsOf(c.text, c.lang); !slices.Equal(got, c.want) {
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
		for _, r := range runsOf(text, tag(lang)) {
			joined.WriteString(r.text)
		}
		if squeeze(joined.String()) != squeeze(text) {
			t.Fatalf("%q became %q", text, joined.String())
		}
	})
}

func TestTagKeepsOnlyLanguageCodes(t *testing.T) {
	for lang, want := range map[string]string{
		"en": "en", "en_US": "en-us", " pt-BR ": "pt-br", "zh-Hans-CN": "zh-hans-cn", "cmn-CN": "zh-cn", "nb": "no",
		"de-1996": "de-1996", "": "", "x": "", "en-": "", "-o": "", "e n": "", "en;rm": "", "12": "", "日本": "", "abcdefghi": "",
	} {
		if got := tag(lang); got != want {
			t.Errorf("%q becomes %q, want %q", lang, got, want)
		}
	}
}

func TestNoVoiceNamesTheLanguage(t *testing.T) {
	for lang, want := range map[string]string{"ja-JP": "Japanese", "eng": "English", "tlh": `"tlh"`, "": "this language"} {
		if err := noVoice(lang); !strings.Contains(err.Error(), "no voice for") || !strings.Contains(err.Error(), want) || study.KindOf(err) != study.Unavailable {
			t.Errorf("%q: %v", lang, err)
		}
	}
}

package speech

import (
	"strings"
	"testing"

	"carrel/internal/study"
)

func TestTagKeepsOnlyLanguageCodes(t *testing.T) {
	for lang, want := range map[string]string{
		"en": "en", "en_US": "en-us", " pt-BR ": "pt-br", "zh-Hans-CN": "zh-hans-cn", "cmn-CN": "zh-cn", "nb": "no",
		"de-1996": "de-1996", "": "", "x": "", "en-": "en", "-o": "", "e n": "", "en;rm": "", "12": "", "日本": "", "abcdefghi": "",
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

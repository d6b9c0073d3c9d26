package lang

import "testing"

func TestTags(t *testing.T) {
	for _, c := range []struct{ tag, canonical, base, name string }{
		{"en", "en", "en", "English"},
		{"en_us", "en-US", "en", "English"},
		{" PT-br ", "pt-BR", "pt", "Portuguese"},
		{"zh-hans-cn", "zh-Hans-CN", "zh", "Chinese"},
		{"fra", "fr", "fr", "French"},
		{"fre-CA", "fr-CA", "fr", "French"},
		{"eng", "en", "en", "English"},
		{"cmn-Hans", "zh-Hans", "zh", "Chinese"},
		{"nb-NO", "nb-NO", "no", "Norwegian"},
		{"iw", "he", "he", "Hebrew"},
		{"tlh", "tlh", "tlh", `the language "tlh"`},
		{"und", "", "", "this language"},
		{"12", "", "", "this language"},
		{"fr;rm -rf", "", "", "this language"},
		{"", "", "", "this language"},
	} {
		if got := Canonical(c.tag); got != c.canonical {
			t.Errorf("Canonical(%q) is %q, want %q", c.tag, got, c.canonical)
		}
		if got := Base(c.tag); got != c.base {
			t.Errorf("Base(%q) is %q, want %q", c.tag, got, c.base)
		}
		if got := Name(c.tag); got != c.name {
			t.Errorf("Name(%q) is %q, want %q", c.tag, got, c.name)
		}
	}
}

func TestEveryTagOfALanguageFindsIt(t *testing.T) {
	for _, tag := range []string{"fr", "fr-CA", "fra", "fre", "FR_fr"} {
		if l := Of(tag); l == nil || l.Code != "fr" {
			t.Errorf("Of(%q) is %v, want French", tag, l)
		}
	}
	if l := Of("de"); l != nil {
		t.Errorf("Of(de) is %v, want nil until there is a folder for German", l)
	}
}

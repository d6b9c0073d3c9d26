package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Script is a writing system, as far as it matters for the choice of a voice.
type Script uint8

const (
	Neutral Script = iota // digits, punctuation, spaces
	Latin
	han
	Kana
	hangul
	cyrillic
	greek
	hebrew
	arabic
	devanagari
	thai
	OtherScript
)

var scriptTables = []struct {
	s Script
	t *unicode.RangeTable
}{
	{Latin, unicode.Latin}, {han, unicode.Han}, {Kana, unicode.Hiragana}, {Kana, unicode.Katakana},
	{hangul, unicode.Hangul}, {cyrillic, unicode.Cyrillic}, {greek, unicode.Greek}, {hebrew, unicode.Hebrew},
	{arabic, unicode.Arabic}, {devanagari, unicode.Devanagari}, {thai, unicode.Thai},
}

// ScriptOf returns the script of a character.
func ScriptOf(r rune) Script {
	switch {
	case r < 0x80:
		if IsLetter(byte(r)) {
			return Latin
		}
		return Neutral
	case r == 'ー' || r == '々' || r == '〆':
		return Kana
	case !unicode.IsLetter(r) && !unicode.Is(unicode.M, r):
		return Neutral
	}
	for _, e := range scriptTables {
		if unicode.Is(e.t, r) {
			return e.s
		}
	}
	if unicode.IsLetter(r) {
		return OtherScript
	}
	return Neutral
}

// scriptLangs lists the languages written in a script. The first is the default.
var scriptLangs = map[Script]string{
	han: "zh ja yue", Kana: "ja", hangul: "ko", cyrillic: "ru uk bg sr be mk kk ky mn tg", greek: "el", hebrew: "he yi",
	arabic: "ar fa ur ps ckb ug", devanagari: "hi mr ne sa", thai: "th",
}

// Wrote reports whether a language is written in a script.
func Wrote(langTag string, s Script) bool {
	base, _, _ := strings.Cut(langTag, "-")
	if s == Latin {
		for _, ls := range scriptLangs {
			if HasWord(ls, base) {
				return false
			}
		}
		return true
	}
	return HasWord(scriptLangs[s], base)
}

// HasWord reports whether w is one of the words of list, which are separated by spaces.
func HasWord(list, w string) bool {
	for _, f := range strings.Fields(list) {
		if f == w {
			return true
		}
	}
	return false
}

// Guess returns the most likely language of text in script s, given the language base
// of the card or deck. It returns "" if the text could be in base.
func Guess(text string, s Script, base string, kanaNear bool) string {
	switch {
	case s == Neutral || s == OtherScript || Wrote(base, s):
		return ""
	case s == Latin:
		return "en"
	case s == han && kanaNear:
		return "ja"
	case s == cyrillic && strings.ContainsAny(text, "іїєґІЇЄҐ"):
		return "uk"
	case s == cyrillic && strings.ContainsAny(text, "ђћљњџјЂЋЉЊЏЈ"):
		return "sr"
	case s == arabic && strings.ContainsAny(text, "ٹڈڑے"):
		return "ur"
	case s == arabic && strings.ContainsAny(text, "پچژگ"):
		return "fa"
	}
	langTag, _, _ := strings.Cut(scriptLangs[s], " ")
	return langTag
}

// Stretch is text in one script with the adjacent neutral characters.
type Stretch struct {
	Text   string
	Script Script
}

// Stretches splits text where the script changes. Han and kana together count as kana.
func Stretches(text string) []Stretch {
	var out []Stretch
	cur := Stretch{}
	start := 0
	hasKana := strings.ContainsFunc(text, func(r rune) bool { return ScriptOf(r) == Kana })
	for i, r := range text {
		s := ScriptOf(r)
		if s == han && hasKana {
			s = Kana
		}
		if s == Neutral || s == OtherScript || s == cur.Script {
			continue
		}
		if cur.Script != Neutral {
			// Spaces and opening marks before the change belong to the text after it.
			j := i
			for j > start {
				p, size := utf8.DecodeLastRuneInString(text[start:j])
				if !strings.ContainsRune("([{«“‘\"'", p) {
					break
				}
				j -= size
			}
			cur.Text = text[start:j]
			out = append(out, cur)
			start = j
		}
		cur.Script = s
	}
	cur.Text = text[start:]
	return append(out, cur)
}

// IsLetter reports whether c is an ASCII letter.
func IsLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// WordSet returns the words of s, which are separated by spaces, as a set.
func WordSet(s string) map[string]bool {
	m := map[string]bool{}
	for _, f := range strings.Fields(s) {
		m[f] = true
	}
	return m
}

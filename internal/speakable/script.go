package speakable

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// script is a writing system as far as it decides about a voice.
type script uint8

const (
	neutral script = iota // digits, punctuation, spaces
	latin
	han
	kana
	hangul
	cyrillic
	greek
	hebrew
	arabic
	devanagari
	thai
	otherScript
)

var scriptTables = []struct {
	s script
	t *unicode.RangeTable
}{
	{latin, unicode.Latin}, {han, unicode.Han}, {kana, unicode.Hiragana}, {kana, unicode.Katakana},
	{hangul, unicode.Hangul}, {cyrillic, unicode.Cyrillic}, {greek, unicode.Greek}, {hebrew, unicode.Hebrew},
	{arabic, unicode.Arabic}, {devanagari, unicode.Devanagari}, {thai, unicode.Thai},
}

func scriptOf(r rune) script {
	switch {
	case r < 0x80:
		if isLetter(byte(r)) {
			return latin
		}
		return neutral
	case r == 'ー' || r == '々' || r == '〆':
		return kana
	case !unicode.IsLetter(r) && !unicode.Is(unicode.M, r):
		return neutral
	}
	for _, e := range scriptTables {
		if unicode.Is(e.t, r) {
			return e.s
		}
	}
	if unicode.IsLetter(r) {
		return otherScript
	}
	return neutral
}

// scriptLangs lists the languages written in a script; the first is taken
// when nothing else is known.
var scriptLangs = map[script]string{
	han: "zh ja yue", kana: "ja", hangul: "ko", cyrillic: "ru uk bg sr be mk kk ky mn tg", greek: "el", hebrew: "he yi",
	arabic: "ar fa ur ps ckb ug", devanagari: "hi mr ne sa", thai: "th",
}

// wrote reports whether a language is written in a script.
func wrote(lang string, s script) bool {
	base, _, _ := strings.Cut(lang, "-")
	if s == latin {
		for _, ls := range scriptLangs {
			if hasWord(ls, base) {
				return false
			}
		}
		return true
	}
	return hasWord(scriptLangs[s], base)
}

func hasWord(list, w string) bool {
	for _, f := range strings.Fields(list) {
		if f == w {
			return true
		}
	}
	return false
}

// guess returns the language text in script s is most likely in, given the
// language base that the card or deck is in, and "" when it could be base.
func guess(text string, s script, base string, kanaNear bool) string {
	switch {
	case s == neutral || s == otherScript || wrote(base, s):
		return ""
	case s == latin:
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
	lang, _, _ := strings.Cut(scriptLangs[s], " ")
	return lang
}

// stretch is text in one script with the neutral characters around it.
type stretch struct {
	text   string
	script script
}

// stretches splits text where the script changes. Han and kana stay together
// as kana.
func stretches(text string) []stretch {
	var out []stretch
	cur := stretch{}
	start := 0
	hasKana := strings.ContainsFunc(text, func(r rune) bool { return scriptOf(r) == kana })
	for i, r := range text {
		s := scriptOf(r)
		if s == han && hasKana {
			s = kana
		}
		if s == neutral || s == otherScript || s == cur.script {
			continue
		}
		if cur.script != neutral {
			// Spaces and opening marks before the change go with what follows.
			j := i
			for j > start {
				p, size := utf8.DecodeLastRuneInString(text[start:j])
				if !strings.ContainsRune("([{«“‘\"'", p) {
					break
				}
				j -= size
			}
			cur.text = text[start:j]
			out = append(out, cur)
			start = j
		}
		cur.script = s
	}
	cur.text = text[start:]
	return append(out, cur)
}

// isLetter reports whether c is an ASCII letter.
func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func set(s string) map[string]bool {
	m := map[string]bool{}
	for _, f := range strings.Fields(s) {
		m[f] = true
	}
	return m
}

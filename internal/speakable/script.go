package speakable

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"carrel/internal/study"
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

// langNames maps what fields are called to the language they hold.
var langNames = map[string]string{
	"english": "en", "anglais": "en", "englisch": "en", "inglés": "en", "ingles": "en",
	"french": "fr", "français": "fr", "francais": "fr", "französisch": "fr",
	"german": "de", "deutsch": "de", "allemand": "de",
	"spanish": "es", "español": "es", "espanol": "es", "espagnol": "es", "spanisch": "es",
	"italian": "it", "italiano": "it", "italien": "it", "portuguese": "pt", "português": "pt",
	"dutch": "nl", "nederlands": "nl", "swedish": "sv", "svenska": "sv", "danish": "da", "dansk": "da",
	"norwegian": "nb", "norsk": "nb", "finnish": "fi", "suomi": "fi", "polish": "pl", "polski": "pl",
	"czech": "cs", "čeština": "cs", "hungarian": "hu", "magyar": "hu", "turkish": "tr", "türkçe": "tr",
	"russian": "ru", "русский": "ru", "ukrainian": "uk", "українська": "uk", "greek": "el", "ελληνικά": "el",
	"japanese": "ja", "日本語": "ja", "chinese": "zh", "mandarin": "zh", "hanzi": "zh", "中文": "zh", "漢字": "ja",
	"korean": "ko", "한국어": "ko", "hangul": "ko", "arabic": "ar", "العربية": "ar", "hebrew": "he", "עברית": "he",
	"hindi": "hi", "हिन्दी": "hi", "thai": "th", "vietnamese": "vi", "indonesian": "id", "latin": "la", "esperanto": "eo",
}

// fieldLangs returns the language of each field: as declared, or as a {{tts}}
// of the templates speaks it, or as its name says, or "".
func fieldLangs(nt *study.NoteType) []string {
	langs := make([]string, len(nt.Fields))
	index := map[string]int{}
	for i, f := range nt.Fields {
		index[strings.TrimSpace(f.Name)] = i
		langs[i] = tidyLang(f.Lang)
		if langs[i] == "" {
			langs[i] = langNames[strings.ToLower(strings.TrimSpace(f.Name))]
		}
	}
	said := map[int]string{}
	for _, t := range nt.Templates {
		for _, src := range [2]string{t.Front, t.Back} {
			if !strings.Contains(src, "tts") {
				continue
			}
			eachTag(parseTemplate(cut(src, maxHTML)), func(n node) {
				for _, f := range n.filters {
					if i, ok := index[n.key]; ok && isTTS(f) {
						if l, _ := ttsOptions(strings.TrimPrefix(f, "tts")); l != "" {
							said[i] = l
						}
					}
				}
			})
		}
	}
	for i, l := range said {
		if nt.Fields[i].Lang == "" {
			langs[i] = l
		}
	}
	return langs
}

// eachTag calls f for every replacement, whatever its conditions.
func eachTag(nodes []node, f func(node)) {
	for _, n := range nodes {
		if n.section != 0 {
			eachTag(n.kids, f)
		} else if n.key != "" {
			f(n)
		}
	}
}

// tidyLang returns a language tag in BCP 47 form from "en_US", "EN", "fr-fr";
// "" for what is no tag.
func tidyLang(s string) string {
	parts := strings.FieldsFunc(strings.TrimSpace(s), func(r rune) bool { return r == '-' || r == '_' })
	if len(parts) == 0 || len(parts) > 4 {
		return ""
	}
	for i, p := range parts {
		if len(p) > 8 || strings.ContainsFunc(p, func(r rune) bool {
			return r > 0x7f || !isLetter(byte(r)) && (r < '0' || r > '9')
		}) {
			return ""
		}
		switch {
		case i == 0:
			if len(p) < 2 || len(p) > 3 {
				return ""
			}
			parts[i] = strings.ToLower(p)
		case len(p) == 2:
			parts[i] = strings.ToUpper(p)
		case len(p) == 4:
			parts[i] = strings.ToUpper(p[:1]) + strings.ToLower(p[1:])
		}
	}
	if parts[0] == "und" || parts[0] == "zxx" {
		return ""
	}
	return strings.Join(parts, "-")
}

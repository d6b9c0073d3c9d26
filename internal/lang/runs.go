package lang

import (
	"strings"
	"unicode"
)

// scriptLanguages lists the default language of text in each script, and the other
// languages that use it.
var scriptLanguages = []struct {
	table *unicode.RangeTable
	lang  string
	also  string
}{
	{unicode.Greek, "el", ""},
	{unicode.Cyrillic, "ru", "uk bg sr mk be kk mn ky tg"},
	{unicode.Hebrew, "he", "yi"},
	{unicode.Arabic, "ar", "fa ur ps ku ug sd"},
	{unicode.Devanagari, "hi", "mr ne sa"},
	{unicode.Bengali, "bn", "as"},
	{unicode.Gurmukhi, "pa", ""},
	{unicode.Gujarati, "gu", ""},
	{unicode.Tamil, "ta", ""},
	{unicode.Telugu, "te", ""},
	{unicode.Kannada, "kn", ""},
	{unicode.Malayalam, "ml", ""},
	{unicode.Sinhala, "si", ""},
	{unicode.Thai, "th", ""},
	{unicode.Lao, "lo", ""},
	{unicode.Myanmar, "my", ""},
	{unicode.Khmer, "km", ""},
	{unicode.Georgian, "ka", ""},
	{unicode.Armenian, "hy", ""},
	{unicode.Ethiopic, "am", "ti"},
	{unicode.Hangul, "ko", ""},
	{unicode.Hiragana, "ja", ""},
	{unicode.Katakana, "ja", ""},
	{unicode.Han, "zh", "ja yue wuu lzh"},
}

// Run is a part of a text in one language.
type Run struct{ Text, Lang string }

// Runs splits text at changes of script, so that "cat is 猫" can be spoken by two
// voices, or only the second part refused. Text in the script of lang, digits,
// punctuation and single Greek letters (which are symbols, as in "angle α") belong to
// lang. Other scripts belong to the language that most often uses them.
func Runs(text, lang string) []Run {
	japanese := strings.ContainsFunc(text, func(r rune) bool { return unicode.In(r, unicode.Hiragana, unicode.Katakana) })
	var runs []Run
	runes := []rune(text)
	start, current := 0, ""
	for i := range runes {
		l := languageOf(runes, i, lang, japanese)
		if l == "" || l == current {
			continue
		}
		if current != "" {
			// Opening brackets, quotes and spaces before the change belong to the text after it;
			// the rest belongs to the text before.
			cut := i
			for cut > start && !unicode.IsLetter(runes[cut-1]) && !unicode.IsDigit(runes[cut-1]) &&
				(unicode.In(runes[cut-1], unicode.Ps, unicode.Pi) || runes[cut-1] == ' ') {
				cut--
			}
			runs = append(runs, Run{string(runes[start:cut]), current})
			start = cut
		}
		current = l
	}
	if current == "" {
		current = lang
	}
	runs = append(runs, Run{string(runes[start:]), current})
	kept := runs[:0]
	for _, r := range runs {
		if r.Text = strings.TrimSpace(r.Text); r.Text != "" {
			kept = append(kept, r)
		}
	}
	return kept
}

// languageOf returns the language that a letter indicates, or "" if the rune is not a
// letter.
func languageOf(runes []rune, i int, lang string, japanese bool) string {
	r := runes[i]
	if !unicode.IsLetter(r) {
		return ""
	}
	if unicode.Is(unicode.Latin, r) {
		if usesLatin(lang) {
			return lang
		}
		return "en"
	}
	if symbol := unicode.Is(unicode.Greek, r) && !greekBeside(runes, i); symbol {
		return ""
	}
	for _, s := range scriptLanguages {
		if !unicode.Is(s.table, r) {
			continue
		}
		if b := Base(lang); b == s.lang || b != "" && HasWord(s.also, b) {
			return lang
		}
		if s.lang == "zh" && japanese {
			return "ja"
		}
		return s.lang
	}
	return ""
}

// usesLatin reports whether a language is written in Latin letters. Japanese decks use
// NHK or CD in the middle of a sentence, so the Japanese voice speaks them.
func usesLatin(lang string) bool {
	b := Base(lang)
	if b == "ja" || b == "ko" || b == "zh" {
		return true
	}
	for _, s := range scriptLanguages {
		if b == s.lang || b != "" && HasWord(s.also, b) {
			return b == "sr"
		}
	}
	return true
}

func greekBeside(runes []rune, i int) bool {
	greek := func(k int) bool { return k >= 0 && k < len(runes) && unicode.Is(unicode.Greek, runes[k]) }
	return greek(i-1) || greek(i+1)
}

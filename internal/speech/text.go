package speech

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// spoken is the text as an engine of any language gets it: without control
// characters, and without the double brackets that espeak-ng and say take for
// phonemes and commands. Text with nothing to say in it becomes
// "".
func spoken(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r == utf8.RuneError || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) && r != '\u200c' && r != '\u200d':
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, " "))
	for strings.Contains(text, "[[") || strings.Contains(text, "]]") {
		text = strings.NewReplacer("[[", "[ [", "]]", "] ]").Replace(text)
	}
	if !strings.ContainsFunc(text, sayable) {
		return ""
	}
	return strings.TrimSpace(text)
}

// sayable tells whether a character alone is worth saying: letters, digits,
// and signs that have a name, such as + and %.
func sayable(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.In(r, unicode.Sm, unicode.Sc) || strings.ContainsRune("%&@#", r)
}

// fieldsOf splits a list at commas, semicolons and blanks.
func fieldsOf(list string) []string {
	return strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ';' || unicode.IsSpace(r) })
}

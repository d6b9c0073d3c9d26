package speech

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// spoken prepares a text for an engine of any language. It removes control characters,
// and the double brackets that espeak-ng and say take for phonemes and commands. Text
// with nothing to say becomes "".
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

// sayable reports whether a character alone can be spoken: a letter, a digit, or a sign
// that has a name, such as + and %.
func sayable(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.In(r, unicode.Sm, unicode.Sc) || strings.ContainsRune("%&@#", r)
}

// fieldsOf splits a list at commas, semicolons and blanks.
func fieldsOf(list string) []string {
	return strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ';' || unicode.IsSpace(r) })
}

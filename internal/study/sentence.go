package study

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sentence returns the text of an error as a sentence for a person: it begins with a capital
// and ends with a period. Error texts in Go have neither, so that one text can quote another.
//
// A first word that may be a file name, an option or another identifier stays as it is: only
// a word of letters, with an apostrophe or hyphen at most, gets a capital. A text that ends
// with a punctuation mark, also within quotes or parentheses, gets no period.
func Sentence(text string) string {
	text = strings.TrimSpace(text)
	if text == "" {
		return ""
	}
	if plainWord(firstWord(text)) {
		r, size := utf8.DecodeRuneInString(text)
		text = string(unicode.ToUpper(r)) + text[size:]
	}
	if !endsSentence(text) {
		text += "."
	}
	return text
}

// firstWord returns the text up to the first space, without a comma or semicolon at its end. A
// colon stays, because it separates the name of a file from what is wrong with it.
func firstWord(text string) string {
	if i := strings.IndexFunc(text, unicode.IsSpace); i >= 0 {
		text = text[:i]
	}
	return strings.TrimRight(text, ",;.?!")
}

// plainWord reports whether a word is one of the language and not a name with signs, digits
// or capitals of its own.
func plainWord(word string) bool {
	for i, r := range word {
		if !unicode.IsLower(r) && (i == 0 || r != '\'' && r != '’' && r != '-') {
			return false
		}
	}
	return word != ""
}

// endsSentence reports whether a text ends with a punctuation mark, perhaps within quotes or
// parentheses that close after it.
func endsSentence(text string) bool {
	inner := strings.TrimRight(text, `"'”’»)]`)
	if inner == "" {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(inner)
	return strings.ContainsRune(".!?…", r)
}

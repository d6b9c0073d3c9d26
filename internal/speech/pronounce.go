package speech

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Pronunciation replaces a word or phrase that the learner wants pronounced differently:
// "Nguyen" as "win".
type Pronunciation struct {
	Word string `json:"word"`
	Say  string `json:"say"`
	Lang string `json:"lang,omitempty"` // only in this language; "" means all
}

// pronounce replaces whole words regardless of case, the longest first. It does not
// search the replacements again.
func pronounce(text, lang string, list []Pronunciation) string {
	var apply []Pronunciation
	for _, p := range list {
		if strings.TrimSpace(p.Word) != "" && (p.Lang == "" || base(p.Lang) == base(lang)) {
			p.Word = strings.TrimSpace(p.Word)
			apply = append(apply, p)
		}
	}
	if len(apply) == 0 {
		return text
	}
	sort.SliceStable(apply, func(i, j int) bool { return len(apply[i].Word) > len(apply[j].Word) })
	var b strings.Builder
	inWord := false
	for len(text) > 0 {
		if !inWord {
			if p, n := matchAt(text, apply); n > 0 {
				b.WriteString(p.Say)
				text = text[n:]
				continue
			}
		}
		r, n := utf8.DecodeRuneInString(text)
		inWord = isWordRune(r)
		b.WriteString(text[:n])
		text = text[n:]
	}
	return b.String()
}

// matchAt returns the first listed word that text begins with, and its length in bytes.
func matchAt(text string, list []Pronunciation) (Pronunciation, int) {
	for _, p := range list {
		n := prefixFold(text, p.Word)
		if n == 0 {
			continue
		}
		last, _ := utf8.DecodeLastRuneInString(p.Word)
		next, _ := utf8.DecodeRuneInString(text[n:])
		if n < len(text) && isWordRune(last) && isWordRune(next) {
			continue
		}
		return p, n
	}
	return Pronunciation{}, 0
}

// prefixFold returns how many bytes at the start of text equal word regardless of case,
// or 0 if text does not begin with it.
func prefixFold(text, word string) int {
	n := 0
	for _, w := range word {
		r, size := utf8.DecodeRuneInString(text[n:])
		if size == 0 || !strings.EqualFold(string(r), string(w)) {
			return 0
		}
		n += size
	}
	return n
}

func isWordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r)
}

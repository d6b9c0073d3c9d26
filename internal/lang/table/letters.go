package table

import "strings"

// LetterRule turns a spelling into phones in a context. Its four parts are the left
// context, the letters, the right context, and the phones. In a context a capital is a
// class of letters: V vowel, C consonant, F one of e i y, M consonants and a silent e
// up to the end of the word. _ is the edge of the word, and other letters stand for
// themselves.
type LetterRule [4]string

// Left returns the required context before the letters.
func (r LetterRule) Left() string { return r[0] }

// Letters returns the spelling that the rule replaces.
func (r LetterRule) Letters() string { return r[1] }

// Right returns the required context after the letters.
func (r LetterRule) Right() string { return r[2] }

// Phones returns the phones of the letters.
func (r LetterRule) Phones() string { return r[3] }

// Transcribe applies the first matching rule at each position. A rule set must contain
// every letter without context; a letter without a rule is skipped.
func Transcribe(word string, rules map[byte][]LetterRule) string {
	w := "_" + word + "_"
	var out []string
	for at := 1; at < len(w)-1; {
		step := 1
		for _, r := range rules[w[at]] {
			if strings.HasPrefix(w[at:], r.Letters()) && ends(w[:at], r.Left()) && begins(w[at+len(r.Letters()):], r.Right()) {
				out = append(out, strings.Fields(r.Phones())...)
				step = len(r.Letters())
				break
			}
		}
		at += step
	}
	return strings.Join(out, " ")
}

func begins(s, pattern string) bool {
	for _, p := range pattern {
		if p == 'M' {
			return mute(s)
		}
		if s == "" {
			return false
		}
		n := fits(s, p)
		if n == 0 {
			return false
		}
		s = s[n:]
	}
	return true
}

func ends(s, pattern string) bool {
	for i := len(pattern) - 1; i >= 0; i-- {
		if s == "" || fits(s[len(s)-1:], rune(pattern[i])) == 0 {
			return false
		}
		s = s[:len(s)-1]
	}
	return true
}

// fits returns how many bytes of s one letter of a pattern matches, 0 for no match.
func fits(s string, p rune) int {
	c := s[0]
	switch p {
	case 'V':
		if !Vowel(c) {
			return 0
		}
	case 'C':
		if c == '_' || c == '\'' || Vowel(c) {
			return 0
		}
	case 'F':
		if c != 'e' && c != 'i' && c != 'y' {
			return 0
		}
	default:
		if rune(c) != p {
			return 0
		}
	}
	return 1
}

// mute reports whether s is one consonant and a silent e at the end of the word: "ake",
// "akes".
func mute(s string) bool {
	if len(s) < 3 || Vowel(s[0]) || s[0] == '_' || s[0] == 'x' || s[0] == 'w' {
		return false
	}
	if strings.HasPrefix(s, "the") || strings.HasPrefix(s, "che") || strings.HasPrefix(s, "phe") || strings.HasPrefix(s, "ste") {
		s = s[1:]
	}
	rest, ok := strings.CutPrefix(s[1:], "e")
	return ok && (rest == "_" || rest == "s_" || rest == "d_")
}

// Vowel reports whether c is a vowel, including the digits that stand for accented
// French letters.
func Vowel(c byte) bool {
	return strings.IndexByte("aeiouy1245", c) >= 0
}

// LetterTable groups rules by their first letter and keeps their order.
func LetterTable(rules []LetterRule) map[byte][]LetterRule {
	out := map[byte][]LetterRule{}
	for _, r := range rules {
		out[r.Letters()[0]] = append(out[r.Letters()[0]], r)
	}
	return out
}

package table

import "strings"

// LetterRule turns a spelling into phones where the letters around it fit. In a
// context a capital is a kind of letter: V vowel, C consonant, F one of e i y,
// M consonants and a mute e to the end of the word; _ is the word's edge; other
// letters stand for themselves. The four parts are what stands to the left, the
// letters, what stands to the right, and the phones.
type LetterRule [4]string

// Left is what must stand before the letters.
func (r LetterRule) Left() string { return r[0] }

// Letters are what is spelled.
func (r LetterRule) Letters() string { return r[1] }

// Right is what must stand after the letters.
func (r LetterRule) Right() string { return r[2] }

// Phones are what the letters sound like.
func (r LetterRule) Phones() string { return r[3] }

// Transcribe applies the first rule that fits at each place. A rule set must
// hold every letter without context; a letter it lacks is passed over.
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

// fits returns how many bytes of s one letter of a pattern takes, 0 for no match.
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

// mute tells whether one consonant and a silent e end the word: "ake", "akes".
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

// Vowel reports whether c is a vowel; it knows the digits that stand for French letters with accents.
func Vowel(c byte) bool {
	return strings.IndexByte("aeiouy1245", c) >= 0
}

// LetterTable sorts rules by their first letter, in their order.
func LetterTable(rules []LetterRule) map[byte][]LetterRule {
	out := map[byte][]LetterRule{}
	for _, r := range rules {
		out[r.Letters()[0]] = append(out[r.Letters()[0]], r)
	}
	return out
}

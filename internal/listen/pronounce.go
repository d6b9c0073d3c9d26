package listen

import "strings"

// Pronounce returns likely pronunciations of a word by letter-to-sound rule,
// likeliest first, as phones of the language's acoustic model (ARPAbet for
// English). The word is one that Spoken returned; "a." is the letter's name.
func Pronounce(lang, word string) []string {
	l := languages[base(lang)]
	if l == nil {
		return nil
	}
	if name, ok := strings.CutSuffix(word, "."); ok && len([]rune(name)) == 1 {
		if p := l.letter[[]rune(name)[0]]; p != "" {
			return []string{p}
		}
	}
	var out []string
	for _, p := range l.rules(word) {
		if p != "" && (len(out) == 0 || out[0] != p) && len(out) < Shared.Limits.Pronunciations {
			out = append(out, p)
		}
	}
	return out
}

// rule turns a spelling into phones where the letters around it fit. In a
// context a capital is a kind of letter: V vowel, C consonant, F one of e i y,
// M consonants and a mute e to the end of the word; _ is the word's edge; other
// letters stand for themselves.
type rule struct {
	left, letters, right, phones string
}

// transcribe applies the first rule that fits at each place. A rule set must
// hold every letter without context; a letter it lacks is passed over.
func transcribe(word string, rules map[byte][]rule) string {
	w := "_" + word + "_"
	var out []string
	for at := 1; at < len(w)-1; {
		step := 1
		for _, r := range rules[w[at]] {
			if strings.HasPrefix(w[at:], r.letters) && ends(w[:at], r.left) && begins(w[at+len(r.letters):], r.right) {
				out = append(out, strings.Fields(r.phones)...)
				step = len(r.letters)
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
		if !vowel(c) {
			return 0
		}
	case 'C':
		if c == '_' || c == '\'' || vowel(c) {
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
	if len(s) < 3 || vowel(s[0]) || s[0] == '_' || s[0] == 'x' || s[0] == 'w' {
		return false
	}
	if strings.HasPrefix(s, "the") || strings.HasPrefix(s, "che") || strings.HasPrefix(s, "phe") || strings.HasPrefix(s, "ste") {
		s = s[1:]
	}
	rest, ok := strings.CutPrefix(s[1:], "e")
	return ok && (rest == "_" || rest == "s_" || rest == "d_")
}

// vowel knows the digits that stand for French letters with accents, see letters_fr.go.
func vowel(c byte) bool {
	return strings.IndexByte("aeiouy1245", c) >= 0
}

// table sorts rules by their first letter, in their order.
func table(rules []rule) map[byte][]rule {
	out := map[byte][]rule{}
	for _, r := range rules {
		out[r.letters[0]] = append(out[r.letters[0]], r)
	}
	return out
}

package answer

import (
	"strings"

	"carrel/internal/intent"
)

// A phonetic key writes a word as it sounds, one letter a sound, so that
// words of the same sound get the same key. It is rule-based and coarse:
// right for most words, and where it errs it errs alike for both sides of a
// comparison.

// soundOf is the key of words in l, without spaces, or "" where the language
// has no rules.
func (l *language) soundOf(words []string) string {
	if l.sound == nil {
		return ""
	}
	var b strings.Builder
	for _, w := range words {
		b.WriteString(l.sound(w))
	}
	return squeeze(b.String())
}

// homophone returns the word that stands for w's set of irregular homophones.
func (l *language) homophone(w string) (string, bool) {
	if h, ok := l.homophones[w]; ok {
		return h, true
	}
	h, ok := l.homophones[intent.Fold(w)]
	return h, ok
}

// squeeze drops a sound that repeats the one before it.
func squeeze(s string) string {
	last := rune(-1)
	return strings.Map(func(r rune) rune {
		if r == last {
			return -1
		}
		last = r
		return r
	}, s)
}

// rewrite is one step of spelling to sound: in a word, from stands for to.
// From may begin with ^ (only at the start) or end with $ (only at the end),
// and a trailing lower-case class in parentheses looks ahead: "c(eiy)".
type rewrite struct{ from, to string }

// ruleset holds rewrites by first letter, longest first as written.
type ruleset map[byte][]rewrite

func rulesOf(rs []rewrite) ruleset {
	m := ruleset{}
	for _, r := range rs {
		c := strings.TrimPrefix(r.from, "^")[0]
		m[c] = append(m[c], r)
	}
	return m
}

// apply rewrites word from left to right with the first rule that fits at
// each place. Letters without a rule, and anything not a–z, stay.
func (m ruleset) apply(word string) string {
	var b strings.Builder
	for i := 0; i < len(word); {
		n := 1
		out := word[i : i+1]
		for _, r := range m[word[i]] {
			if k := r.fits(word, i); k > 0 {
				n, out = k, r.to
				break
			}
		}
		b.WriteString(out)
		i += n
	}
	return b.String()
}

// fits returns how many letters at i the rule uses, 0 if it does not fit.
func (r rewrite) fits(word string, i int) int {
	from := r.from
	if strings.HasPrefix(from, "^") {
		if i > 0 {
			return 0
		}
		from = from[1:]
	}
	ahead := ""
	if j := strings.IndexByte(from, '('); j >= 0 {
		ahead, from = strings.Trim(from[j:], "()"), from[:j]
	}
	end := strings.HasSuffix(from, "$")
	from = strings.TrimSuffix(from, "$")
	if !strings.HasPrefix(word[i:], from) {
		return 0
	}
	j := i + len(from)
	if end && j != len(word) {
		return 0
	}
	if ahead != "" && (j >= len(word) || strings.IndexByte(ahead, word[j]) < 0) {
		return 0
	}
	return len(from)
}

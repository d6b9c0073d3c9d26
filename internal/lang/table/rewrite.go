package table

import "strings"

// A phonetic key represents a word by its sound, one letter per sound.

// Squeeze removes a sound that repeats the previous one.
func Squeeze(s string) string {
	last := rune(-1)
	return strings.Map(func(r rune) rune {
		if r == last {
			return -1
		}
		last = r
		return r
	}, s)
}

// Rewrite is one step from spelling to sound: it replaces the first string with the
// second. The first can begin with ^ (only at the start) or end with $ (only at the
// end). A trailing lower-case class in parentheses looks ahead: "c(eiy)".
type Rewrite [2]string

// Rewrites holds rewrites by first letter, in the order in which they are written:
// longest first.
type Rewrites map[byte][]Rewrite

// RewritesOf groups rewrites by their first letter.
func RewritesOf(rs []Rewrite) Rewrites {
	m := Rewrites{}
	for _, r := range rs {
		c := strings.TrimPrefix(r[0], "^")[0]
		m[c] = append(m[c], r)
	}
	return m
}

// Apply rewrites word from left to right with the first matching rule at each position.
// Letters without a rule, and characters other than a–z, stay.
func (m Rewrites) Apply(word string) string {
	var b strings.Builder
	for i := 0; i < len(word); {
		n := 1
		out := word[i : i+1]
		for _, r := range m[word[i]] {
			if k := r.fits(word, i); k > 0 {
				n, out = k, r[1]
				break
			}
		}
		b.WriteString(out)
		i += n
	}
	return b.String()
}

// fits returns how many letters at i the rule consumes, 0 if it does not match.
func (r Rewrite) fits(word string, i int) int {
	from := r[0]
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

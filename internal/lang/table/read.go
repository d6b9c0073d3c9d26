package table

import "strings"

// Tables are written as plain text and parsed once.

// Set parses words separated by spaces.
func Set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// Pairs parses "from to from to".
func Pairs(text string) map[string]string {
	f := strings.Fields(text)
	m := make(map[string]string, len(f)/2)
	for i := 0; i+1 < len(f); i += 2 {
		m[f[i]] = f[i+1]
	}
	return m
}

// Groups parses sets of words, separated by | or line ends, and maps each word to the
// first of its set. A word that occurs in several sets joins them.
func Groups(text string) map[string]string {
	m := map[string]string{}
	for _, line := range strings.FieldsFunc(text, func(r rune) bool { return r == '|' || r == '\n' }) {
		f := strings.Fields(line)
		if len(f) == 0 {
			continue
		}
		head := f[0]
		for _, w := range f {
			if h, ok := m[w]; ok {
				head = h
			}
		}
		for _, w := range f {
			if h, ok := m[w]; ok && h != head { // joins the other set
				for k, v := range m {
					if v == h {
						m[k] = head
					}
				}
			}
			m[w] = head
		}
	}
	return m
}

// LetterNames parses "a:a,ay b:b,bee".
func LetterNames(text string) map[string]byte {
	m := map[string]byte{}
	for _, f := range strings.Fields(text) {
		for _, n := range strings.Split(f[2:], ",") {
			m[n] = f[0]
		}
	}
	return m
}

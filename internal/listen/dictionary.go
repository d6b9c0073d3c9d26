package listen

import "strings"

// Dictionary is a pronouncing dictionary as it lies on disk: "word PH ON ES" a
// line, further pronunciations as "word(2)".
type Dictionary struct {
	text  string
	lines map[string][]int
}

// NewDictionary indexes a dictionary without copying it apart.
func NewDictionary(text string) *Dictionary {
	d := &Dictionary{text: text, lines: make(map[string][]int, len(text)/25)}
	for at := 0; at < len(text); {
		end := strings.IndexByte(text[at:], '\n')
		if end < 0 {
			end = len(text) - at
		}
		end += at
		stop := at
		for stop < end && text[stop] > ' ' {
			stop++
		}
		word := text[at:stop]
		if strings.HasSuffix(word, ")") {
			if open := strings.LastIndexByte(word, '('); open > 0 {
				word = word[:open]
			}
		}
		if word != "" {
			d.lines[word] = append(d.lines[word], stop)
		}
		at = end + 1
	}
	return d
}

// Lookup returns a word's pronunciations in the dictionary's order; none where
// it lacks the word.
func (d *Dictionary) Lookup(word string) []string {
	var out []string
	for _, at := range d.lines[word] {
		line, _, _ := strings.Cut(d.text[at:], "\n")
		out = append(out, strings.TrimSpace(line))
	}
	return out
}

package listen

import "strings"

// Dictionary is a pronouncing dictionary in its file format: one "word PH ON ES" per
// line, with further pronunciations as "word(2)".
type Dictionary struct {
	text  string
	lines map[string][]int
}

// NewDictionary indexes the text of a dictionary without copying it.
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

// Lookup returns the pronunciations of a word in the dictionary's order, or none if it
// does not have the word.
func (d *Dictionary) Lookup(word string) []string {
	var out []string
	for _, at := range d.lines[word] {
		line, _, _ := strings.Cut(d.text[at:], "\n")
		out = append(out, strings.TrimSpace(line))
	}
	return out
}

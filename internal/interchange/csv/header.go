package csv

import (
	"strconv"
	"strings"

	"carrel/internal/interchange/markup"
)

// header holds the settings in the head of a file.
type header struct {
	sep      byte
	html     bool
	htmlSet  bool
	tags     []string
	columns  []string
	noteType string
	deck     string
	lang     string
	alang    string
	// Indexes of special columns, counted from 0; −1 for none.
	typeCol, deckCol, tagsCol, guidCol int
}

var separators = map[string]byte{
	"tab": '\t', "\\t": '\t', "comma": ',', "semicolon": ';', "pipe": '|', "colon": ':', "space": ' ',
}

// parseHeader reads the lines "#key:value" at the top. It returns the rest of the text
// and the number of its first line.
func parseHeader(text string) (h header, rest string, line int) {
	h = header{typeCol: -1, deckCol: -1, tagsCol: -1, guidCol: -1}
	rest, line = text, 1
	var columns string
	for strings.HasPrefix(rest, "#") {
		l, after, _ := strings.Cut(rest, "\n")
		key, value, ok := strings.Cut(l[1:], ":")
		key = strings.ToLower(strings.TrimSpace(key))
		if ok && key == "columns" {
			columns = value
		} else if ok {
			h.set(key, value)
		}
		rest = after
		line++
	}
	if h.sep == 0 {
		h.sep = guessSeparator(columns, rest)
	}
	if columns != "" {
		s := scanner{text: columns, sep: h.sep, line: 1}
		if r, ok := s.next(); ok {
			h.columns = r.fields
		}
	}
	return h, rest, line
}

func (h *header) set(key, value string) {
	trimmed := strings.TrimSpace(value)
	switch key {
	case "separator":
		h.setSeparator(value)
	case "html":
		h.html, h.htmlSet = strings.EqualFold(trimmed, "true"), true
	case "tags":
		h.tags = strings.Fields(trimmed)
	case "notetype":
		h.noteType = trimmed
	case "deck":
		h.deck = trimmed
	case "lang", "language":
		h.lang = trimmed
	case "answer lang", "answer-lang", "answer language":
		h.alang = trimmed
	case "notetype column":
		h.typeCol = columnIndex(trimmed)
	case "deck column":
		h.deckCol = columnIndex(trimmed)
	case "tags column":
		h.tagsCol = columnIndex(trimmed)
	case "guid column":
		h.guidCol = columnIndex(trimmed)
	}
}

func (h *header) setSeparator(value string) {
	if c, ok := separators[strings.ToLower(strings.TrimSpace(value))]; ok {
		h.sep = c
	} else if v := strings.TrimLeft(value, " "); len(v) > 0 && v[0] < 0x80 {
		h.sep = v[0]
	} else if strings.Contains(value, "\t") {
		h.sep = '\t'
	}
}

// columnIndex returns the index of the column with a number, or −1 if that is not one.
func columnIndex(number string) int {
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > maxColumns {
		return -1
	}
	return n - 1
}

// guessSeparator returns the candidate that most consistently splits the first lines into
// the same number of fields, at least two.
func guessSeparator(columns, text string) byte {
	best, bestScore := byte('\t'), 0
	for _, sep := range []byte{'\t', ';', ',', '|'} {
		s := scanner{text: text[:min(len(text), 64<<10)], sep: sep, line: 1, comment: true}
		count := map[int]int{}
		for range 50 {
			r, ok := s.next()
			if !ok {
				break
			}
			count[len(r.fields)]++
		}
		score := 0
		for n, times := range count {
			if n > 1 {
				score = max(score, times*4)
			}
		}
		if strings.IndexByte(columns, sep) >= 0 {
			score += 1000
		}
		// Tabs occur only as separators; commas occur in any sentence.
		if sep == '\t' {
			score *= 4
		} else if sep == ';' {
			score *= 2
		}
		if score > bestScore {
			best, bestScore = sep, score
		}
	}
	return best
}

// guessHTML looks at the start of a file whose header does not say whether the fields are
// HTML.
func guessHTML(text string) bool { return markup.Looks(text[:min(len(text), 256<<10)]) }

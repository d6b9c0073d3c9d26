package gift

import "strings"

// block is the text of one question, comments removed.
type block struct {
	text     string
	comments string
	line     int
	open     bool // its answer has no end
}

// split cuts a file into blocks at blank lines outside of answers.
func split(text string) []block {
	var (
		blocks   []block
		cur      []string
		comments []string
		start    int
		deep     bool // inside { }
		opened   int  // index into lines where the open answer's block begins
		lines    = strings.Split(text, "\n")
		hopeless = -1 // from this line on there is no closing brace
	)
	flush := func(open bool) {
		if len(cur) > 0 {
			blocks = append(blocks, block{text: strings.Join(cur, "\n"), comments: strings.Join(comments, "\n"), line: start + 1, open: open})
			comments = nil
		}
		cur = nil
	}
	for i := 0; i < len(lines); i++ {
		line := lines[i]
		trimmed := strings.TrimSpace(line)
		if strings.HasPrefix(trimmed, "//") {
			comments = append(comments, trimmed)
			continue
		}
		if !deep {
			if trimmed == "" {
				flush(false)
				continue
			}
			if strings.HasPrefix(trimmed, "$CATEGORY:") {
				flush(false)
				start = i
				cur = []string{trimmed}
				flush(false)
				continue
			}
		}
		if len(cur) == 0 {
			start, opened = i, i
		}
		cur = append(cur, line)
		deep = braces(line, deep)
		if deep && hopeless >= 0 && trimmed == "" {
			cur = cur[:len(cur)-1]
			flush(true)
			deep = false
		}
		if i == len(lines)-1 && deep && hopeless < 0 {
			// Nothing closes the answer. Only its own paragraph is lost.
			hopeless, i = opened, opened-1
			cur, deep = nil, false
		}
	}
	flush(deep)
	return blocks
}

// braces tells whether the end of a line is inside an answer.
func braces(line string, deep bool) bool {
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case '\\':
			i++
		case '{':
			deep = true
		case '}':
			deep = false
		}
	}
	return deep
}

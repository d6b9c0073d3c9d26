package gift

import "strings"

// block is the text of one question, without comments.
type block struct {
	text     string
	comments string
	line     int
	open     bool // its answer is never closed
}

// split splits a file into blocks at blank lines outside answers.
func split(text string) []block {
	var (
		blocks   []block
		cur      []string
		comments []string
		start    int
		deep     bool // inside { }
		opened   int  // index of the line on which the block with the open answer begins
		lines    = strings.Split(text, "\n")
		hopeless = -1 // after this line there is no closing brace
		answered bool // the block contains its answer
		plain    int  // before this line no other answer opens
	)
	flush := func(open bool) {
		if len(cur) > 0 {
			blocks = append(blocks, block{text: strings.Join(cur, "\n"), comments: strings.Join(comments, "\n"), line: start + 1, open: open})
			comments = nil
		}
		cur, answered = nil, false
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
			if answered && i >= plain {
				// A question has only one answer, so where a blank line is missing, the
				// next question begins here.
				next, more := opensAnswer(lines, i)
				if more || strings.HasPrefix(trimmed, "::") {
					flush(false)
				} else {
					plain = next
				}
			}
		}
		if len(cur) == 0 {
			start, opened = i, i
		}
		cur = append(cur, line)
		was := deep
		deep = braces(line, deep)
		answered = answered || !deep && (was || find(line, "{") >= 0)
		if deep && hopeless >= 0 && trimmed == "" {
			cur = cur[:len(cur)-1]
			flush(true)
			deep = false
		}
		if i == len(lines)-1 && deep && hopeless < 0 {
			// The answer is never closed. Only its own paragraph is lost.
			hopeless, i = opened, opened-1
			cur, deep = nil, false
		}
	}
	flush(deep)
	return blocks
}

// opensAnswer reports whether an answer opens in the paragraph that begins at line from,
// and returns where that paragraph ends.
func opensAnswer(lines []string, from int) (end int, opens bool) {
	for i := from; i < len(lines); i++ {
		switch line := strings.TrimSpace(lines[i]); {
		case line == "" || strings.HasPrefix(line, "$CATEGORY:"):
			return i, false
		case !strings.HasPrefix(line, "//") && find(line, "{") >= 0:
			return i, true
		}
	}
	return len(lines), false
}

// braces reports whether the end of a line is inside an answer.
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

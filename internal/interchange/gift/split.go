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
	s := &splitter{lines: strings.Split(text, "\n"), unclosed: -1}
	for i := 0; i < len(s.lines); {
		i = s.read(i)
	}
	s.flush(s.deep)
	return s.blocks
}

// splitter is the state of split.
type splitter struct {
	lines    []string
	blocks   []block
	cur      []string // lines of the current block
	comments []string // comments before the current block
	start    int      // index of the first line of the current block
	deep     bool     // inside { }
	answered bool     // the current block contains its answer
	unclosed int      // after this line there is no closing brace; −1 if unknown
	plain    int      // before this line no other answer opens
}

// flush ends the current block. open says that its answer is never closed.
func (s *splitter) flush(open bool) {
	if len(s.cur) > 0 {
		s.blocks = append(s.blocks, block{text: strings.Join(s.cur, "\n"), comments: strings.Join(s.comments, "\n"), line: s.start + 1, open: open})
		s.comments = nil
	}
	s.cur, s.answered = nil, false
}

// read reads line i and returns the index of the line to read next.
func (s *splitter) read(i int) (next int) {
	trimmed := strings.TrimSpace(s.lines[i])
	switch {
	case strings.HasPrefix(trimmed, "//"):
		s.comments = append(s.comments, trimmed)
	case !s.deep && trimmed == "":
		s.flush(false)
	case !s.deep && strings.HasPrefix(trimmed, "$CATEGORY:"):
		s.flush(false)
		s.start, s.cur = i, []string{trimmed}
		s.flush(false)
	default:
		s.separate(i, trimmed)
		return s.add(i, trimmed)
	}
	return i + 1
}

// separate ends the current block if line i begins another question. A question has only
// one answer, so that the next question begins here where a blank line is missing.
func (s *splitter) separate(i int, trimmed string) {
	if s.deep || !s.answered || i < s.plain {
		return
	}
	next, more := opensAnswer(s.lines, i)
	if more || strings.HasPrefix(trimmed, "::") {
		s.flush(false)
	} else {
		s.plain = next
	}
}

// add adds line i to the current block and returns the index of the line to read next. If
// the answer of the block is never closed, that is the block's first line, and only the
// answer's own paragraph is lost.
func (s *splitter) add(i int, trimmed string) (next int) {
	if len(s.cur) == 0 {
		s.start = i
	}
	s.cur = append(s.cur, s.lines[i])
	was := s.deep
	s.deep = braces(s.lines[i], was)
	s.answered = s.answered || !s.deep && (was || find(s.lines[i], "{") >= 0)
	if s.deep && s.unclosed >= 0 && trimmed == "" {
		s.cur = s.cur[:len(s.cur)-1]
		s.flush(true)
		s.deep = false
	}
	if s.deep && s.unclosed < 0 && i == len(s.lines)-1 {
		s.unclosed = s.start
		s.cur, s.deep = nil, false
		return s.start
	}
	return i + 1
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

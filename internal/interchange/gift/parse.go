package gift

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
)

var (
	idTag  = regexp.MustCompile(`\[id:([^\]\x00-\x1f\x7f]+)\]`)
	tagTag = regexp.MustCompile(`\[tag:([^\]<>\x00-\x1f\x7f]+)\]`)

	errUnclosed = errors.New("its answer is never closed with }")
	errEmpty    = errors.New("it has no text")
	errMany     = errors.New("it has more than 1000 answers")
	errNumber   = errors.New("its answer is not a number")
)

// parse reads one block.
func parse(b block) (q question, err error) {
	q.Line = b.line
	text := strings.TrimSpace(b.text)
	if rest, ok := strings.CutPrefix(text, "$CATEGORY:"); ok {
		q.Kind, q.Title = category, strings.TrimSpace(rest)
		return q, nil
	}
	if m := idTag.FindStringSubmatch(b.comments); m != nil {
		q.ID = strings.TrimSpace(m[1])
	}
	for _, m := range tagTag.FindAllStringSubmatch(b.comments, -1) {
		q.Tags = append(q.Tags, strings.TrimSpace(m[1]))
	}
	if rest, ok := strings.CutPrefix(text, "::"); ok {
		if end := find(rest, "::"); end >= 0 {
			q.Title, q.HasTitle = clean(rest[:end], "moodle"), true
			text = strings.TrimSpace(rest[end+2:])
		}
	}
	format, text := formatOf(text, "moodle")
	open := find(text, "{")
	if open < 0 {
		q.Kind, q.Stem = description, rich{format, clean(text, format)}
		if q.Stem.Text == "" && q.Title == "" {
			return q, errEmpty
		}
		return q, nil
	}
	before, answer := text[:open], text[open+1:]
	end := find(answer, "}")
	if end < 0 || b.open {
		return q, errUnclosed
	}
	after := strings.TrimSpace(answer[end+1:])
	stem := before
	if after != "" {
		q.Embedded = true
		stem = strings.TrimSpace(before) + " _____ " + after
	}
	q.Stem = rich{format, clean(stem, format)}
	return q, q.answer(answer[:end])
}

// answer parses the text between the braces.
func (q *question) answer(s string) error {
	if i := find(s, "####"); i >= 0 {
		q.Feedback = q.rich(s[i+4:])
		s = s[:i]
	}
	s = strings.TrimSpace(s)
	if s == "" {
		q.Kind = essay
		return nil
	}
	if q.trueFalse(s) {
		return nil
	}
	if rest, ok := strings.CutPrefix(s, "#"); ok {
		return q.numerical(strings.TrimSpace(rest))
	}
	parts := choices(s)
	if len(parts) > 1000 {
		return errMany
	}
	if len(parts) == 0 {
		// A single right short answer needs no equals sign.
		q.Kind = short
		parts = []string{"=" + s}
	}
	wrong, arrows := 0, 0
	for _, p := range parts {
		if p[0] == '~' {
			wrong++
		}
		if find(p, "->") >= 0 {
			arrows++
		}
	}
	switch {
	case wrong > 0:
		q.Kind = choice
	case arrows == len(parts):
		q.Kind = matching
		for _, p := range parts {
			i := find(p, "->")
			left := q.rich(p[1:i])
			if left == nil {
				left = &rich{Format: q.Stem.Format}
			}
			right, _, _ := strings.Cut(p[i+2:], "####")
			q.Pairs = append(q.Pairs, pair{*left, clean(right, "moodle")})
		}
		return nil
	default:
		q.Kind = short
	}
	for _, p := range parts {
		q.Choices = append(q.Choices, q.choice(p))
	}
	return nil
}

// trueFalse parses s as the answer of a true-or-false question and reports whether it is
// one.
func (q *question) trueFalse(s string) bool {
	word, rest := s, ""
	if i := find(s, "#"); i >= 0 {
		word, rest = s[:i], s[i+1:]
	}
	switch strings.ToUpper(strings.TrimSpace(word)) {
	case "T", "TRUE":
		q.True = true
	case "F", "FALSE":
	default:
		return false
	}
	q.Kind = trueFalse
	first, second := rest, ""
	if i := find(rest, "#"); i >= 0 {
		first, second = rest[:i], rest[i+1:]
	}
	q.First, q.Second = q.rich(first), q.rich(second)
	return true
}

func (q *question) numerical(s string) error {
	q.Kind = numerical
	parts := choices(s)
	if len(parts) == 0 {
		text, feedback := s, ""
		if i := find(s, "#"); i >= 0 {
			text, feedback = s[:i], s[i+1:]
		}
		n, ok := parseNumber(text)
		if !ok {
			return errNumber
		}
		q.Number = n
		if q.Feedback == nil {
			q.Feedback = q.rich(feedback)
		}
		return nil
	}
	for _, p := range parts {
		c := q.choice(p)
		n, ok := parseNumber(c.Text.Text)
		switch {
		case ok:
			c.Number = n
		case c.Text.Text == "" || c.Text.Text == "*":
			c.Text.Text = "*"
		default:
			return errNumber
		}
		q.Choices = append(q.Choices, c)
	}
	return nil
}

func parseNumber(s string) (*number, bool) {
	s = strings.TrimSpace(s)
	if low, high, ok := strings.Cut(s, ".."); ok {
		l, err1 := parseFloat(low)
		h, err2 := parseFloat(high)
		return &number{Type: "high-low", Low: l, High: h}, err1 == nil && err2 == nil
	}
	if value, tolerance, ok := strings.Cut(s, ":"); ok {
		v, err1 := parseFloat(value)
		t, err2 := parseFloat(tolerance)
		return &number{Type: "range", Value: v, Tolerance: t}, err1 == nil && err2 == nil
	}
	v, err := parseFloat(s)
	return &number{Type: "simple", Value: v}, err == nil
}

func parseFloat(s string) (float64, error) {
	f, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	if err == nil && f-f != 0 { // infinite or not a number
		err = errNumber
	}
	return f, err
}

// choice parses one answer with its sign, weight, format and feedback.
func (q *question) choice(s string) answerChoice {
	c := answerChoice{Right: s[0] == '='}
	s = strings.TrimSpace(s[1:])
	if rest, ok := strings.CutPrefix(s, "%"); ok {
		if w, after, ok := strings.Cut(rest, "%"); ok {
			if f, err := parseFloat(w); err == nil {
				c.Weight, s = &f, after
			}
		}
	}
	if i := find(s, "#"); i >= 0 {
		c.Feedback = q.rich(s[i+1:])
		s = s[:i]
	}
	if t := q.rich(s); t != nil {
		c.Text = *t
	} else {
		c.Text.Format = q.Stem.Format
	}
	return c
}

// rich parses a text that may name its own format; otherwise it has the format of the
// question. An empty text gives nil.
func (q *question) rich(s string) *rich {
	format, s := formatOf(strings.TrimSpace(s), q.Stem.Format)
	s = clean(s, format)
	if s == "" && format == q.Stem.Format {
		return nil
	}
	return &rich{format, s}
}

func formatOf(s, otherwise string) (format, rest string) {
	for _, f := range []string{"html", "markdown", "plain", "moodle"} {
		if strings.HasPrefix(s, "["+f+"]") {
			return f, strings.TrimSpace(s[len(f)+2:])
		}
	}
	return otherwise, s
}

// choices splits an answer at its unescaped = and ~ signs.
func choices(s string) []string {
	var parts []string
	start := -1
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '=', '~':
			if start >= 0 {
				parts = append(parts, s[start:i])
			}
			start = i
		}
	}
	if start >= 0 {
		parts = append(parts, s[start:])
	}
	return parts
}

// find returns the index of the first unescaped mark, or −1.
func find(s, mark string) int {
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' {
			i++
			continue
		}
		if strings.HasPrefix(s[i:], mark) {
			return i
		}
	}
	return -1
}

const control = `~=#{}:\|`

// clean resolves escapes. In Moodle's own format it also joins lines, because line breaks
// have no meaning there.
func clean(s, format string) string {
	s = strings.TrimSpace(s)
	if format == "moodle" {
		s = joinLines(s)
	}
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			switch next := s[i+1]; {
			case strings.IndexByte(control, next) >= 0:
				b.WriteByte(next)
				i++
				continue
			case next == 'n':
				b.WriteByte('\n')
				i++
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// joinLines replaces line breaks and runs of spaces by one space.
func joinLines(s string) string {
	if !strings.ContainsAny(s, "\n\t") && !strings.Contains(s, "  ") {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		j := i
		for j < len(s) && (s[j] == ' ' || s[j] == '\t' || s[j] == '\n') {
			j++
		}
		switch {
		case j == i:
			b.WriteByte(s[i])
			j++
		case j-i == 1 && s[i] == '\t':
			b.WriteByte('\t')
		default:
			b.WriteByte(' ')
		}
		i = j
	}
	return b.String()
}

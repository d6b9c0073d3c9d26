package markdown

import (
	"bytes"
	"regexp"
	"strings"
)

// form is the syntax in which a question is written.
type form int

const (
	basic form = iota
	reversed
	clozed
	chosen
)

// card is one question as found in a file.
type card struct {
	line     int
	form     form
	front    string // Markdown
	back     string
	options  []option
	heading  string
	block    string // the id that Obsidian gave the block, without ^
	schedule []scheduled
	meta     *meta
	tags     []string
}

type option struct {
	text  string
	right bool
}

var (
	scheduleMark = regexp.MustCompile(`\s*<!--\s*SR:(.*?)-->`)
	metaMark     = regexp.MustCompile(`\s*<!--\s*carrel:(.*?)-->`)
	blockMark    = regexp.MustCompile(`\s\^([A-Za-z0-9-]{1,64})\s*$`)
	task         = regexp.MustCompile(`^\s*[-*+]\s+\[([ xX])\]\s+(.*\S)\s*$`)
	asks         = regexp.MustCompile(`^\s*(?:[-*+]\s+|\d+[.)]\s+)?\*{0,2}Q(?:uestion)?\s*:\*{0,2}\s*(.*)$`)
	answers      = regexp.MustCompile(`^\s*\*{0,2}A(?:nswer)?\s*:\*{0,2}\s*(.*)$`)
	inlineAnswer = regexp.MustCompile(`\s+\*{0,2}A:\*{0,2}\s+`)
	highlight    = regexp.MustCompile(`==([^=\n](?:[^=\n]|=[^=\n])*)==`)
	bullet       = regexp.MustCompile(`^\s*(?:[-*+]|\d+[.)])\s+`)
	property     = regexp.MustCompile(`^[A-Za-z][\w-]*::\s`)
)

// paragraph finds the questions in the lines between two blank lines.
func (f *file) paragraph(lines []string, start int) []card {
	var cards []card
	rest := lines
	for len(rest) > 0 {
		at := start + len(lines) - len(rest)
		c, used := f.question(rest, at)
		if used == 0 {
			c, used = f.brackets(rest, at)
		}
		if used == 0 {
			break
		}
		cards = append(cards, c)
		rest = rest[used:]
	}
	if len(rest) == 0 {
		return cards
	}
	at := start + len(lines) - len(rest)
	if c, ok := f.multiline(rest, at); ok {
		return append(cards, c)
	}
	if tagged, left := f.tagCards(rest, at); len(tagged) > 0 {
		return append(append(cards, tagged...), f.singles(left, at)...)
	}
	single := f.singles(rest, at)
	if len(single) > 0 {
		return append(cards, single...)
	}
	if c, ok := f.choices(rest, at); ok {
		return append(cards, c)
	}
	if c, ok := f.cloze(rest, at); ok {
		return append(cards, c)
	}
	return cards
}

// take removes marks (schedule, block id, Carrel's own) from a text and stores them in
// the card.
func (c *card) take(text string) string {
	for _, m := range scheduleMark.FindAllStringSubmatch(text, -1) {
		c.schedule = append(c.schedule, parseSchedule(m[1])...)
	}
	text = scheduleMark.ReplaceAllString(text, "")
	if m := metaMark.FindStringSubmatch(text); m != nil {
		c.meta = parseMeta(m[1])
		text = metaMark.ReplaceAllString(text, "")
	}
	if m := blockMark.FindStringSubmatch(" " + text); m != nil {
		c.block = m[1]
		text = strings.TrimRight(strings.TrimSuffix(strings.TrimRight(text, " \n"), "^"+m[1]), " \n")
	}
	return strings.Trim(text, "\n")
}

// question parses "Q: …" with its "A: …" at the start of a paragraph.
func (f *file) question(lines []string, at int) (card, int) {
	m := asks.FindStringSubmatch(lines[0])
	if m == nil {
		return card{}, 0
	}
	c := card{line: at, heading: f.heading}
	if i := inlineAnswer.FindStringIndex(m[1]); i != nil {
		c.front, c.back = m[1][:i[0]], m[1][i[1]:]
		used := 1
		for used < len(lines) && marksOnly(lines[used]) {
			c.back += "\n" + lines[used]
			used++
		}
		c.back = c.take(c.back)
		return c, used
	}
	front, back := []string{m[1]}, []string(nil)
	used := 1
	for ; used < len(lines); used++ {
		line := lines[used]
		if a := answers.FindStringSubmatch(line); a != nil && back == nil {
			back = []string{a[1]}
			continue
		}
		if asks.MatchString(line) || bracketCloze.MatchString(line) && back != nil {
			break
		}
		if back != nil {
			back = append(back, line)
		} else {
			front = append(front, line)
		}
	}
	if back == nil {
		return card{}, 0
	}
	c.front, c.back = strings.Join(front, "\n"), c.take(strings.Join(back, "\n"))
	return c, used
}

// multiline parses a front, a line "?" or "??", and a back.
func (f *file) multiline(lines []string, at int) (card, bool) {
	for i, line := range lines {
		mark := strings.TrimSpace(line)
		if i == 0 || i == len(lines)-1 || mark != "?" && mark != "??" {
			continue
		}
		c := card{line: at, heading: f.heading}
		if mark == "??" {
			c.form = reversed
		}
		c.front = strings.Join(lines[:i], "\n")
		c.back = c.take(strings.Join(lines[i+1:], "\n"))
		return c, true
	}
	return card{}, false
}

// singles parses "front::back" lines. A line that contains only marks belongs to the line
// before it.
func (f *file) singles(lines []string, at int) []card {
	var cards []card
	for i, line := range lines {
		if marksOnly(line) && len(cards) > 0 {
			cards[len(cards)-1].take(line)
			continue
		}
		front, back, both, ok := f.separate(line)
		if !ok {
			continue
		}
		c := card{line: at + i, heading: f.heading, front: bullet.ReplaceAllString(front, "")}
		if both {
			c.form = reversed
		}
		c.back = c.take(back)
		cards = append(cards, c)
	}
	return cards
}

func marksOnly(line string) bool {
	line = scheduleMark.ReplaceAllString(line, "")
	line = metaMark.ReplaceAllString(line, "")
	return strings.TrimSpace(line) == ""
}

// separate splits a line at "::" or ":::", but not inside code, mathematics and clozes.
func (f *file) separate(line string) (front, back string, both, ok bool) {
	bare := blankCode(line)
	i := strings.Index(bare, "::")
	if i < 0 {
		return
	}
	width := 2
	if strings.HasPrefix(bare[i:], ":::") {
		width, both = 3, true
	}
	if strings.HasPrefix(bare[i+width:], ":") || !f.tagged && strings.Contains(bare[i+width:], "::") {
		return "", "", false, false
	}
	front, back = strings.TrimSpace(line[:i]), strings.TrimSpace(line[i+width:])
	if front == "" || marksOnly(back) {
		return "", "", false, false
	}
	if logseq.MatchString(line) {
		return "", "", false, false
	}
	// Obsidian users write properties as "key:: value".
	if !f.tagged && width == 2 && property.MatchString(line) {
		return "", "", false, false
	}
	return front, back, both, true
}

// blankCode replaces each byte of code, mathematics and clozes in a line with a space.
func blankCode(line string) string {
	if !strings.ContainsAny(line, "`$<") && !strings.Contains(line, "{{") {
		return line
	}
	b := []byte(line)
	for _, p := range codeMarks {
		for at := 0; ; {
			i := bytes.Index(b[at:], p.open)
			if i < 0 {
				break
			}
			i += at + len(p.open)
			j := bytes.Index(b[i:], p.end)
			if j < 0 {
				break
			}
			at = i + j + len(p.end)
			for k := i - len(p.open); k < at; k++ {
				b[k] = ' '
			}
		}
	}
	return string(b)
}

var codeMarks = []struct{ open, end []byte }{
	{[]byte("`"), []byte("`")}, {[]byte("$"), []byte("$")}, {[]byte("{{"), []byte("}}")}, {[]byte("<!--"), []byte("-->")},
}

// choices parses a question followed by a task list.
func (f *file) choices(lines []string, at int) (card, bool) {
	c := card{line: at, heading: f.heading, form: chosen}
	n := len(lines)
	var front []string
	right := 0
	for i := range n {
		m := task.FindStringSubmatch(c.takeFrom(lines[i]))
		switch {
		case m == nil && len(c.options) == 0:
			front = append(front, lines[i])
		case m == nil && marksOnly(lines[i]):
		case m == nil:
			return card{}, false
		default:
			c.options = append(c.options, option{text: m[2], right: m[1] != " "})
			if m[1] != " " {
				right++
			}
		}
	}
	c.front = c.take(strings.Join(front, "\n"))
	if strings.TrimSpace(c.front) == "" || right == 0 || right == len(c.options) {
		return card{}, false
	}
	// Without a question mark or a colon before it, this is an ordinary task list.
	if end := strings.TrimRight(c.front, " *_"); c.meta == nil && !strings.HasSuffix(end, "?") && !strings.HasSuffix(end, ":") {
		return card{}, false
	}
	return c, true
}

func (c *card) takeFrom(line string) string {
	if strings.Contains(line, "<!--") {
		return c.take(line)
	}
	return line
}

// cloze parses a paragraph with gaps.
func (f *file) cloze(lines []string, at int) (card, bool) {
	c := card{line: at, heading: f.heading, form: clozed}
	c.front = c.take(strings.Join(lines, "\n"))
	if len(c.schedule) > 0 {
		c.scheduledCloze()
		return c, true // it is reported if it has no gaps even so
	}
	return c, len(gapsOf(c.front)) > 0
}

// blankOnlyCode is blankCode for inline code alone.
func blankOnlyCode(s string) string {
	parts := strings.Split(s, "`")
	for i := 1; i < len(parts)-1; i += 2 {
		parts[i] = strings.Repeat(" ", len(parts[i]))
	}
	return strings.Join(parts, "`")
}

package markdown

import (
	"regexp"
	"strconv"
	"strings"
)

// Flashcard plugins and Logseq mark a question with a tag at the end of its line. The
// answer follows below, in Logseq as a nested list.
var (
	cardTag = regexp.MustCompile(`^(\s*)(.*\S)\s+#(?:flash)?card(-reverse|-spaced)?\s*$`)
	// logseq matches properties that Logseq maintains for a block; nobody wrote them.
	logseq = regexp.MustCompile(`^\s*(?:[-*+]\s+)?(?:id|collapsed|card-[a-z-]+|logseq\.[\w.-]+|created-at|updated-at|query-[a-z-]+)::(?:\s|$)`)
	// bracketCloze and bracketGap match the gaps of hashcards: C: The [sky] is blue.
	bracketCloze = regexp.MustCompile(`^\s*C:\s+\S`)
	bracketGap   = regexp.MustCompile(`\[([^\[\]\n]+)\](?:[^(\[:]|$)`)

	boldGap  = regexp.MustCompile(`\*\*([^*\n]+)\*\*`)
	curlyGap = regexp.MustCompile(`\{\{([^{}\n]+)\}\}`)

	endTags = regexp.MustCompile(`(?:\s+#[\p{L}_][\p{L}\p{N}_/-]*)+\s*$`)
	colour  = regexp.MustCompile(`(?i)#(?:[0-9a-f]{3}|[0-9a-f]{6})\b`)
)

// tagCards finds the questions that a tag marks. It returns all lines, with the lines of
// those questions blank.
func (f *file) tagCards(lines []string, at int) (cards []card, rest []string) {
	rest = lines
	for i := 0; i < len(lines); i++ {
		m := cardTag.FindStringSubmatch(lines[i])
		if m == nil || strings.Contains(blankCode(m[2]), "::") {
			continue
		}
		if len(cards) == 0 {
			rest = append([]string(nil), lines...)
		}
		inList := bullet.MatchString(lines[i])
		c := card{line: at + i, heading: f.heading, front: bullet.ReplaceAllString(m[2], "")}
		if m[3] == "-reverse" {
			c.form = reversed
		}
		var back []string
		j := i + 1
		for ; j < len(lines); j++ {
			line := lines[j]
			if cardTag.MatchString(line) || inList && bullet.MatchString(line) && indent(line) <= indent(lines[i]) {
				break
			}
			if !logseq.MatchString(line) {
				back = append(back, line)
			}
		}
		c.back = c.take(outdent(back))
		if strings.TrimSpace(c.back) == "" {
			c.form, c.back = clozed, ""
			if len(gapsOf(c.front)) == 0 {
				continue // the tag belongs to a whole note, not to a question
			}
		}
		for k := i; k < j; k++ {
			rest[k] = ""
		}
		cards = append(cards, c)
		i = j - 1
	}
	return cards, rest
}

func indent(line string) int {
	n := 0
	for _, r := range line {
		switch r {
		case ' ':
			n++
		case '\t':
			n += 4
		default:
			return n
		}
	}
	return n
}

// outdent removes the indentation of the first line from all lines, and, if there is only
// one line, its bullet.
func outdent(lines []string) string {
	if len(lines) == 0 {
		return ""
	}
	first := len(lines[0]) - len(strings.TrimLeft(lines[0], " \t"))
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = l[min(first, len(l)-len(strings.TrimLeft(l, " \t"))):]
	}
	if len(out) == 1 {
		out[0] = bullet.ReplaceAllString(out[0], "")
	}
	return strings.Join(out, "\n")
}

// brackets parses "C: The [sky] is [blue]." at the start of a paragraph.
func (f *file) brackets(lines []string, at int) (card, int) {
	if !bracketCloze.MatchString(lines[0]) {
		return card{}, 0
	}
	used := 1
	for used < len(lines) && !asks.MatchString(lines[used]) && !bracketCloze.MatchString(lines[used]) {
		if strings.Trim(lines[used], " ?") == "" {
			return card{}, 0 // a question in the form front, ?, back
		}
		used++
	}
	c := card{line: at, heading: f.heading, form: clozed}
	c.front = c.take(strings.Join(lines[:used], "\n"))
	_, c.front, _ = strings.Cut(c.front, "C:")
	c.front = gapsIn(bracketGap, c.front)
	if len(gapsOf(c.front)) == 0 {
		return card{}, 0
	}
	return c, used
}

// gapsIn replaces the matches of a pattern with numbered gaps.
func gapsIn(p *regexp.Regexp, text string) string {
	bare := blankOnlyCode(text)
	var b strings.Builder
	last := 0
	for i, m := range p.FindAllStringSubmatchIndex(bare, -1) {
		b.WriteString(text[last:m[0]] + "{{c" + strconv.Itoa(i%999+1) + "::" + text[m[2]:m[3]] + "}}")
		last = m[3] + strings.IndexAny(text[m[3]:], "]*}") + 1
		if text[last-1] != ']' {
			last++ // ** and }} have two characters
		}
	}
	return strings.TrimSpace(b.String() + text[last:])
}

// scheduledCloze turns bold text, or text in braces, into gaps. Whether such text is a
// cloze depends on the learner's settings; a schedule shows that it is one.
func (c *card) scheduledCloze() {
	for _, p := range []*regexp.Regexp{boldGap, curlyGap} {
		if len(gapsOf(c.front)) == 0 {
			c.front = gapsIn(p, c.front)
		}
	}
}

// moveTags moves the tags at the end of a card to its note, because they are not part of
// the answer.
func (c *card) moveTags() {
	end := &c.back
	if c.form == clozed {
		end = &c.front
	}
	m := endTags.FindString(*end)
	if m == "" || c.meta != nil || colour.MatchString(m) {
		return
	}
	*end = strings.TrimSuffix(*end, m)
	for _, t := range strings.Fields(m) {
		if !hashtag.MatchString(t) {
			c.tags = append(c.tags, strings.Trim(t, "#/"))
		}
	}
}

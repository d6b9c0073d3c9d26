package markdown

import (
	"fmt"
	"regexp"
	"sort"
	"strconv"
	"strings"

	"carrel/internal/study"
)

// numbered matches a cloze in Anki's syntax.
var numbered = regexp.MustCompile(`\{\{c(\d{1,3})::((?:[^{}]|\{[^{]|\}[^}])*?)(?:::((?:[^{}:]|:[^:])*?))?\}\}`)

// logseqGap matches a cloze in Logseq's syntax.
var logseqGap = regexp.MustCompile(`\{\{cloze\s+([^{}\n]+)\}\}`)

type gap struct {
	start, end int
	number     int // number of an Anki cloze; 0 for a highlight
	text, hint string
}

// gapsOf returns the gaps of a text in order.
func gapsOf(text string) []gap {
	bare := blankOnlyCode(text)
	var gaps []gap
	for _, m := range highlight.FindAllStringSubmatchIndex(bare, -1) {
		gaps = append(gaps, gap{start: m[0], end: m[1], text: text[m[2]:m[3]]})
	}
	for _, m := range logseqGap.FindAllStringSubmatchIndex(bare, -1) {
		gaps = append(gaps, gap{start: m[0], end: m[1], text: text[m[2]:m[3]]})
	}
	for _, m := range numbered.FindAllStringSubmatchIndex(bare, -1) {
		n, _ := strconv.Atoi(bare[m[2]:m[3]])
		g := gap{start: m[0], end: m[1], number: n, text: text[m[4]:m[5]]}
		if m[6] >= 0 {
			g.hint = text[m[6]:m[7]]
		}
		gaps = append(gaps, g)
	}
	sort.Slice(gaps, func(i, j int) bool { return gaps[i].start < gaps[j].start })
	out := gaps[:0]
	last := 0
	for _, g := range gaps {
		if g.start >= last {
			out = append(out, g)
			last = g.end
		}
	}
	return out
}

// clozeItem makes a cloze item from a text with gaps.
func (f *file) clozeItem(text string, gaps []gap) *study.Item {
	it := &study.Item{Kind: study.Cloze}
	var b strings.Builder
	last := 0
	for i, g := range gaps {
		b.WriteString(text[last:g.start])
		// Markdown leaves this word unchanged; it becomes {{1}} afterwards.
		fmt.Fprintf(&b, "%sgap%d%s", mark, i+1, mark)
		last = g.end
		answer := f.html(g.text)
		it.Gaps = append(it.Gaps, study.Item{Kind: study.Short, Stem: f.html(g.hint), Accept: []study.Accept{{Text: answer, Weight: 1}}})
	}
	b.WriteString(text[last:])
	it.Stem = gapMark.ReplaceAllString(f.html(b.String()), "{{$1}}")
	return it
}

// mark is a character of the private use area. It does not occur in meaningful text, and
// Markdown leaves it unchanged.
const mark = "\ue000"

var gapMark = regexp.MustCompile(mark + `gap(\d+)` + mark)

package template

import (
	"slices"
	"strconv"
	"strings"
)

// maxNesting is the deepest nesting of clozes; deeper ones are text.
const maxNesting = 40

// clozeNode is a part of a field with clozes: HTML text, or a cloze with its numbers,
// hint and content.
type clozeNode struct {
	text string
	nums []int // nil for text
	hint string
	kids []clozeNode
}

// parseCloze splits a field at its clozes: {{c1::text}}, {{c1::text::hint}},
// {{c1,2::text}}, nested. An unclosed cloze is text.
func parseCloze(s string) []clozeNode {
	type level struct {
		node   clozeNode
		src    string // its opening, in case it never closes
		buf    strings.Builder
		hinted bool // the current text is the hint
	}
	stack := []*level{{}}
	top := func() *level { return stack[len(stack)-1] }
	// flush turns the text collected at the current level into a node. "::" counts only in
	// text directly inside a cloze.
	flush := func() {
		l := top()
		t := l.buf.String()
		l.buf.Reset()
		if l.node.nums != nil {
			if l.hinted {
				l.node.hint += t
				return
			}
			if body, hint, ok := strings.Cut(t, "::"); ok {
				t, l.node.hint, l.hinted = body, hint, true
			}
		}
		if t != "" {
			l.node.kids = append(l.node.kids, clozeNode{text: t})
		}
	}
	text := func(t string) { top().buf.WriteString(t) }
	for s != "" {
		i := strings.IndexAny(s, "{}")
		if i < 0 {
			text(s)
			break
		}
		if strings.HasPrefix(s[i:], "}}") && len(stack) > 1 {
			text(s[:i])
			flush()
			done := top().node
			stack = stack[:len(stack)-1]
			top().node.kids = append(top().node.kids, done)
			s = s[i+2:]
			continue
		}
		if nums, size := clozeOpen(s[i:]); size > 0 && len(stack) <= maxNesting {
			text(s[:i])
			flush()
			stack = append(stack, &level{node: clozeNode{nums: nums}, src: s[i : i+size]})
			s = s[i+size:]
			continue
		}
		text(s[:i+1])
		s = s[i+1:]
	}
	flush()
	for len(stack) > 1 {
		open := top()
		stack = stack[:len(stack)-1]
		n := &top().node
		n.kids = append(n.kids, clozeNode{text: open.src})
		n.kids = append(n.kids, open.node.kids...)
		if open.node.hint != "" {
			n.kids = append(n.kids, clozeNode{text: "::" + open.node.hint})
		}
	}
	return stack[0].node.kids
}

// clozeOpen parses "{{c1,2::" at the start of s and returns its numbers and length, or
// a length of 0.
func clozeOpen(s string) ([]int, int) {
	rest, ok := strings.CutPrefix(s, "{{c")
	if !ok {
		return nil, 0
	}
	end := strings.Index(rest[:min(len(rest), 64)], "::")
	if end < 1 {
		return nil, 0
	}
	nums := []int{}
	for _, d := range strings.Split(rest[:end], ",") {
		n, err := strconv.ParseUint(strings.TrimSpace(d), 10, 16)
		if err != nil {
			return nil, 0
		}
		nums = append(nums, int(n))
	}
	return nums, len("{{c") + end + len("::")
}

// clozeNumbers adds the numbers of all clozes in nodes to set, except 0.
func clozeNumbers(nodes []clozeNode, set map[int]bool) {
	for _, n := range nodes {
		for _, k := range n.nums {
			if k > 0 && k <= maxCloze {
				set[k] = true
			}
		}
		clozeNumbers(n.kids, set)
	}
}

// maxCloze is the highest cloze number that makes a card, as in Anki.
const maxCloze = 499

// clozePlain returns the HTML of nodes with every cloze open.
func clozePlain(nodes []clozeNode) string {
	var b strings.Builder
	var walk func([]clozeNode)
	walk = func(ns []clozeNode) {
		for _, n := range ns {
			b.WriteString(n.text)
			walk(n.kids)
		}
	}
	walk(nodes)
	return b.String()
}

func (n clozeNode) asks(num int) bool { return slices.Contains(n.nums, num) }

// shape returns the drawing instructions of an image occlusion, or "".
func (n clozeNode) shape() string {
	if len(n.kids) == 1 {
		if s, ok := strings.CutPrefix(strings.TrimSpace(n.kids[0].text), "image-occlusion:"); ok {
			return s
		}
	}
	return ""
}

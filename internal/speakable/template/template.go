package template

import (
	"strings"

	"carrel/internal/speakable/mark"
)

// Node is a part of a parsed card template.
type Node struct {
	text    string   // literal HTML, when key is ""
	Key     string   // field or special name
	filters []string // nearest to the field first
	section byte     // '#' or '^' for a conditional, 0 for a replacement
	Kids    []Node
}

// Parse parses Anki's template language. It never fails: an unclosed conditional ends
// with the template and a stray end is dropped, because a card that can be shown in
// part is worth more than an error.
func Parse(src string) []Node {
	p := newParser(mark.Clean(src))
	for p.src != "" {
		p.next()
	}
	for len(p.stack) > 1 {
		p.pop()
	}
	return p.stack[0].kids
}

// parser holds the rest of a template and the conditionals that are open.
type parser struct {
	src            string
	open, closer   string
	tags, comments finder
	stack          []level
}

// level is an open conditional, or the whole template, and its parts so far.
type level struct {
	node Node
	kids []Node
}

// oldDelimiters at the start of a template switches to <% and %>.
const oldDelimiters = "{{=<% %>=}}"

func newParser(src string) *parser {
	p := &parser{src: src, open: "{{", closer: "}}", stack: []level{{}}}
	if rest, ok := strings.CutPrefix(strings.TrimLeft(src, " \t\r\n"), oldDelimiters); ok {
		p.src, p.open, p.closer = rest, "<%", "%>"
	}
	p.tags, p.comments = finder{s: p.open}, finder{s: "<!--"}
	return p
}

// add appends a part to the innermost open conditional.
func (p *parser) add(n Node) {
	top := &p.stack[len(p.stack)-1]
	top.kids = append(top.kids, n)
}

// pop ends the innermost open conditional.
func (p *parser) pop() {
	top := p.stack[len(p.stack)-1]
	p.stack = p.stack[:len(p.stack)-1]
	top.node.Kids = top.kids
	p.add(top.node)
}

// next parses text up to a tag or comment, and the tag or comment.
func (p *parser) next() {
	i, c := p.tags.next(p.src), p.comments.next(p.src)
	if c >= 0 && (i < 0 || c < i) && p.open != "<%" {
		p.comment(c)
		return
	}
	if i < 0 {
		p.add(Node{text: p.src})
		p.src = ""
		return
	}
	if i > 0 {
		p.add(Node{text: p.src[:i]})
	}
	if tag, ok := p.cut(i); ok {
		p.tag(tag)
	}
}

// comment drops the comment at i. Tags inside a comment are not tags.
func (p *parser) comment(i int) {
	p.add(Node{text: p.src[:i]})
	end := strings.Index(p.src[i:], "-->")
	if end < 0 {
		p.src = ""
		return
	}
	p.src = p.src[i+end+3:]
}

// cut returns the content of the tag at i and moves behind it. A tag that never closes
// is text.
func (p *parser) cut(i int) (tag string, ok bool) {
	tag, rest, found := strings.Cut(p.src[i+len(p.open):], p.closer)
	if !found {
		p.add(Node{text: strings.TrimLeft(p.src[i:], "{")})
		p.src = ""
		return "", false
	}
	if k := strings.LastIndex(tag, p.open); k >= 0 {
		// The earlier opening never closed.
		p.add(Node{text: strings.ReplaceAll(tag[:k], p.open, "")})
		tag = tag[k+len(p.open):]
	}
	p.src = rest
	tag = strings.TrimSpace(tag)
	if strings.HasPrefix(tag, "{") {
		tag = strings.TrimLeft(tag, "{ ")
		p.src = strings.TrimPrefix(p.src, "}")
	}
	return tag, true
}

// tag adds a replacement, or begins or ends a conditional.
func (p *parser) tag(tag string) {
	switch {
	case tag == "", tag[0] == '!', tag[0] == '=':
	case tag[0] == '#', tag[0] == '^':
		p.stack = append(p.stack, level{node: Node{section: tag[0], Key: strings.TrimSpace(tag[1:])}})
	case tag[0] == '/':
		p.end(strings.TrimSpace(tag[1:]))
	default:
		parts := strings.Split(strings.TrimPrefix(tag, "&"), ":")
		n := Node{Key: strings.TrimSpace(parts[len(parts)-1])}
		for j := len(parts) - 2; j >= 0; j-- {
			n.filters = append(n.filters, strings.TrimSpace(parts[j]))
		}
		p.add(n)
	}
}

// end ends the innermost open conditional of this name and those inside it.
func (p *parser) end(name string) {
	for d := len(p.stack) - 1; d > 0; d-- {
		if p.stack[d].node.Key == name {
			for len(p.stack) > d {
				p.pop()
			}
			return
		}
	}
}

// finder finds the next occurrence of s in ever shorter rests of one text, without
// scanning any part of it twice.
type finder struct {
	s      string
	at     int // length of the rest that begins with s, −1 if there is none, 0 if unknown
	looked bool
}

func (f *finder) next(rest string) int {
	if f.looked && (f.at < 0 || f.at <= len(rest)) {
		if f.at < 0 {
			return -1
		}
		return len(rest) - f.at
	}
	f.looked = true
	i := strings.Index(rest, f.s)
	f.at = -1
	if i >= 0 {
		f.at = len(rest) - i
	}
	return i
}

// replacements calls f for each field replacement that is reached if the names for
// which full returns true are non-empty.
func replacements(nodes []Node, full func(string) bool, f func(Node)) {
	for _, n := range nodes {
		switch {
		case n.section == '#' && full(n.Key), n.section == '^' && !full(n.Key):
			replacements(n.Kids, full, f)
		case n.section == 0 && n.Key != "":
			f(n)
		}
	}
}

// EmptyField reports whether a field contains only space and the line breaks that
// editors leave behind.
func EmptyField(s string) bool {
	for s != "" {
		t := strings.TrimLeft(s, " \t\r\n\f\v\u00a0")
		if rest, ok := strings.CutPrefix(t, "&nbsp;"); ok {
			t = rest
		}
		if strings.HasPrefix(t, "<") {
			tag, rest, found := strings.Cut(t[1:], ">")
			if !found {
				return false
			}
			switch strings.ToLower(strings.Trim(tag, "/ ")) {
			case "br", "div":
				t = rest
			default:
				return false
			}
		}
		if t == s {
			return false
		}
		s = t
	}
	return true
}

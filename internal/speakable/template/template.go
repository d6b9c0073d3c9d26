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
	src = mark.Clean(src)
	open, closer := "{{", "}}"
	if t := strings.TrimLeft(src, " \t\r\n"); strings.HasPrefix(t, "{{=<% %>=}}") {
		src = t[len("{{=<% %>=}}"):]
		open, closer = "<%", "%>"
	}
	type level struct {
		node Node
		kids []Node
	}
	stack := []level{{}}
	add := func(n Node) {
		top := &stack[len(stack)-1]
		top.kids = append(top.kids, n)
	}
	pop := func() {
		top := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		top.node.Kids = top.kids
		add(top.node)
	}
	tags, comments := finder{s: open}, finder{s: "<!--"}
	for src != "" {
		i, c := tags.next(src), comments.next(src)
		if c >= 0 && (i < 0 || c < i) && open != "<%" {
			// Tags inside a comment are not tags.
			end := strings.Index(src[c:], "-->")
			if end < 0 {
				add(Node{text: src[:c]})
				break
			}
			add(Node{text: src[:c]})
			src = src[c+end+3:]
			continue
		}
		if i < 0 {
			add(Node{text: src})
			break
		}
		if i > 0 {
			add(Node{text: src[:i]})
		}
		tag, rest, found := strings.Cut(src[i+len(open):], closer)
		if !found {
			add(Node{text: strings.TrimLeft(src[i:], "{")})
			break
		}
		if k := strings.LastIndex(tag, open); k >= 0 {
			// The earlier opening never closed.
			add(Node{text: strings.ReplaceAll(tag[:k], open, "")})
			tag = tag[k+len(open):]
		}
		src = rest
		tag = strings.TrimSpace(tag)
		if strings.HasPrefix(tag, "{") {
			tag = strings.TrimLeft(tag, "{ ")
			src = strings.TrimPrefix(src, "}")
		}
		switch {
		case tag == "", tag[0] == '!', tag[0] == '=':
		case tag[0] == '#', tag[0] == '^':
			stack = append(stack, level{node: Node{section: tag[0], Key: strings.TrimSpace(tag[1:])}})
		case tag[0] == '/':
			name := strings.TrimSpace(tag[1:])
			for d := len(stack) - 1; d > 0; d-- {
				if stack[d].node.Key == name {
					for len(stack) > d {
						pop()
					}
					break
				}
			}
		default:
			parts := strings.Split(strings.TrimPrefix(tag, "&"), ":")
			n := Node{Key: strings.TrimSpace(parts[len(parts)-1])}
			for j := len(parts) - 2; j >= 0; j-- {
				n.filters = append(n.filters, strings.TrimSpace(parts[j]))
			}
			add(n)
		}
	}
	for len(stack) > 1 {
		pop()
	}
	return stack[0].kids
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

package formula

import (
	"strings"
	"unicode"

	"carrel/internal/lang"
	"carrel/internal/speakable/mark"
)

// texKind is a kind of node in a formula.
type texKind uint8

const (
	texRow    texKind = iota // kids in a row
	texNumber                // text
	texIdent                 // text: one letter
	texOp                    // text: one sign
	texCmd                   // text: a command that stands for a sign or word
	texFn                    // text: a named function
	texBig                   // text: a large operator or limit
	texWord                  // text: upright text
	texFrac                  // kids: numerator, denominator
	texSqrt                  // kids: radicand, maybe degree
	texBinom                 // kids: n, k
	texScript                // kids: base, sub, sup; nil where absent
	texAccent                // text: command; kids: content
	texFence                 // text: opening and closing sign; kids: content
	texTable                 // text: environment; kids: rows of cells
	texBlank                 // text: hint
	texChem                  // text: source of \ce
)

type texNode struct {
	kind texKind
	text string
	kids []*texNode
}

// parseTeX parses a subset of LaTeX mathematics. It never fails: unknown parts become
// words or are left out.
func parseTeX(src string) *texNode {
	p := &texParser{s: []rune(src)}
	row := p.row("")
	for p.i < len(p.s) { // a stray closing brace
		p.i++
		row.kids = append(row.kids, p.row("").kids...)
	}
	return row
}

type texParser struct {
	s     []rune
	i     int
	depth int
}

const maxTeXDepth = 60

func (p *texParser) peek() rune {
	if p.i < len(p.s) {
		return p.s[p.i]
	}
	return 0
}

func (p *texParser) spaces() {
	for p.i < len(p.s) && (unicode.IsSpace(p.s[p.i]) || p.s[p.i] == '~') {
		p.i++
	}
}

// at reports whether the source continues with t; a command must match as a whole.
func (p *texParser) at(t string) bool {
	k := p.i
	for _, r := range t {
		if k >= len(p.s) || p.s[k] != r {
			return false
		}
		k++
	}
	return len(t) < 2 || !lang.IsLetter(t[len(t)-1]) || k >= len(p.s) || !unicode.IsLetter(p.s[k])
}

// row parses until a closing brace, the end of a cell or environment, \right,
// or one of the runes in stop.
func (p *texParser) row(stop string) *texNode {
	row := &texNode{kind: texRow}
	if p.depth++; p.depth > maxTeXDepth {
		p.skip()
		p.depth--
		return row
	}
	defer func() { p.depth-- }()
	for {
		p.spaces()
		r := p.peek()
		if r == 0 || r == '}' || r == '&' || strings.ContainsRune(stop, r) || p.at(`\\`) || p.at(`\right`) || p.at(`\end`) || p.at(`\cr`) {
			return row
		}
		var n *texNode
		if r == '^' || r == '_' {
			n = row.pop()
			if n == nil {
				n = &texNode{kind: texRow}
			}
		} else if n = p.atom(); n == nil {
			continue
		}
		row.kids = append(row.kids, p.scripts(n))
	}
}

func (n *texNode) pop() *texNode {
	if len(n.kids) == 0 {
		return nil
	}
	last := n.kids[len(n.kids)-1]
	n.kids = n.kids[:len(n.kids)-1]
	return last
}

// skip skips a part that is nested too deeply.
func (p *texParser) skip() {
	open := 0
	for ; p.i < len(p.s); p.i++ {
		switch p.s[p.i] {
		case '{':
			open++
		case '}':
			if open == 0 {
				return
			}
			open--
		}
	}
}

func (p *texParser) scripts(base *texNode) *texNode {
	out := &texNode{kind: texScript, kids: []*texNode{base, nil, nil}}
	for {
		p.spaces()
		switch r := p.peek(); {
		case r == '_' && out.kids[1] == nil:
			p.i++
			out.kids[1] = p.arg()
		case r == '^' && out.kids[2] == nil:
			p.i++
			out.kids[2] = p.arg()
		case r == '_' || r == '^':
			p.i++
			p.arg()
		case r == '\'' || r == '’' || r == '′':
			k := 0
			for p.peek() == r {
				p.i++
				k++
			}
			prime := &texNode{kind: texCmd, text: "prime"}
			if out.kids[2] == nil {
				out.kids[2] = prime
			}
		case p.at(`\limits`), p.at(`\nolimits`):
			p.name()
		default:
			if out.kids[1] == nil && out.kids[2] == nil {
				return base
			}
			return out
		}
	}
}

// arg parses one argument: a group, a command, or one sign.
func (p *texParser) arg() *texNode {
	p.spaces()
	switch r := p.peek(); {
	case r == 0 || r == '}' || r == '&':
		return &texNode{kind: texRow}
	case unicode.IsDigit(r):
		p.i++
		return &texNode{kind: texNumber, text: string(r)}
	}
	if n := p.atom(); n != nil {
		return n
	}
	return &texNode{kind: texRow}
}

// group parses {…} into a row.
func (p *texParser) group() *texNode {
	p.i++ // {
	row := p.row("")
	for p.peek() != '}' && p.peek() != 0 { // stray cell ends
		p.i++
		row.kids = append(row.kids, p.row("").kids...)
	}
	if p.peek() == '}' {
		p.i++
	}
	return row
}

// raw returns the source of the following group.
func (p *texParser) raw() string {
	p.spaces()
	if p.peek() != '{' {
		if p.i < len(p.s) {
			p.i++
			return string(p.s[p.i-1])
		}
		return ""
	}
	p.i++
	start, open := p.i, 0
	for ; p.i < len(p.s); p.i++ {
		switch p.s[p.i] {
		case '\\':
			p.i++
		case '{':
			open++
		case '}':
			if open == 0 {
				p.i++
				return string(p.s[start : p.i-1])
			}
			open--
		}
	}
	p.i = len(p.s)
	return string(p.s[min(start, p.i):])
}

// name reads \name and returns name.
func (p *texParser) name() string {
	p.i++ // backslash
	start := p.i
	for p.i < len(p.s) && p.s[p.i] < 0x80 && lang.IsLetter(byte(p.s[p.i])) {
		p.i++
	}
	if p.i == start {
		if p.i < len(p.s) {
			p.i++
			return string(p.s[start])
		}
		return ""
	}
	name := string(p.s[start:p.i])
	if p.peek() == '*' {
		p.i++
	}
	return name
}

func (p *texParser) atom() *texNode {
	r := p.peek()
	switch {
	case r == '{':
		return p.group()
	case r == '\\':
		return p.command()
	case r == mark.BlankOpen:
		p.i++
		start := p.i
		for p.i < len(p.s) && p.s[p.i] != mark.BlankClose {
			p.i++
		}
		hint := string(p.s[start:p.i])
		p.i = min(p.i+1, len(p.s))
		return &texNode{kind: texBlank, text: hint}
	case mark.Is(r):
		p.i++
		return nil
	case unicode.IsDigit(r) || r == '.' && p.i+1 < len(p.s) && unicode.IsDigit(p.s[p.i+1]):
		return p.number()
	case unicode.IsLetter(r):
		p.i++
		return &texNode{kind: texIdent, text: string(r)}
	case r == '(' || r == '[':
		closer := map[rune]rune{'(': ')', '[': ']'}[r]
		return p.fence(string(r), closer)
	case r == '|':
		if !p.ahead('|') {
			p.i++
			return &texNode{kind: texCmd, text: "mid"}
		}
		// The parsed node is kept, whatever it turns out to be: parsing it twice at every level
		// would take exponential time.
		switch n := p.fence("|", '|'); {
		case n.text == "|":
			return &texNode{kind: texRow, kids: []*texNode{{kind: texCmd, text: "mid"}, n.kids[0]}}
		case len(n.kids[0].kids) == 0:
			return &texNode{kind: texCmd, text: "Vert"}
		default:
			return n
		}
	}
	p.i++
	return &texNode{kind: texOp, text: string(r)}
}

// ahead reports whether r occurs again before the group ends.
func (p *texParser) ahead(r rune) bool {
	for k := p.i + 1; k < len(p.s) && k < p.i+200; k++ {
		if p.s[k] == r {
			return true
		}
		if p.s[k] == '}' {
			return false
		}
	}
	return false
}

// fence parses from an opening sign to its closing one; an interval can close with the
// other kind of bracket. An unclosed sign stands alone.
func (p *texParser) fence(open string, closer rune) *texNode {
	p.i++
	stop := string(closer)
	if closer == ')' || closer == ']' {
		stop = ")]"
	}
	body := p.row(stop)
	if c := p.peek(); c != 0 && strings.ContainsRune(stop, c) {
		p.i++
		return &texNode{kind: texFence, text: open + string(c), kids: []*texNode{body}}
	}
	return &texNode{kind: texFence, text: open, kids: []*texNode{body}}
}

func (p *texParser) number() *texNode {
	var b strings.Builder
	for p.i < len(p.s) {
		r := p.s[p.i]
		next := func(k int) rune {
			if p.i+k < len(p.s) {
				return p.s[p.i+k]
			}
			return 0
		}
		switch {
		case unicode.IsDigit(r):
			b.WriteRune(r)
			p.i++
		case r == '.' && unicode.IsDigit(next(1)), r == ',' && p.thousands():
			b.WriteRune(r)
			p.i++
		case r == '{' && next(1) == ',' && next(2) == '}' && unicode.IsDigit(next(3)):
			b.WriteByte(',')
			p.i += 3
		default:
			return &texNode{kind: texNumber, text: b.String()}
		}
	}
	return &texNode{kind: texNumber, text: b.String()}
}

// thousands reports whether this comma separates thousands: exactly three digits
// follow. Any other comma separates the members of a list.
func (p *texParser) thousands() bool {
	k := p.i + 1
	for k < len(p.s) && unicode.IsDigit(p.s[k]) {
		k++
	}
	return k-p.i == 4
}

// only returns the single node of a row, or the node itself.
func (n *texNode) only() *texNode {
	for n.kind == texRow && len(n.kids) == 1 {
		n = n.kids[0]
	}
	return n
}

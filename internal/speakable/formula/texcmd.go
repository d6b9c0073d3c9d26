package formula

import (
	"strings"

	"carrel/internal/lang"
	"carrel/internal/lexer"
	"carrel/internal/speakable/mark"
)

var (
	texBigOps  = lang.WordSet("sum prod int iint iiint oint bigcup bigcap lim limsup liminf max min sup inf argmax argmin")
	texAccents = lang.WordSet("vec overrightarrow bar overline hat widehat tilde widetilde dot ddot underline overbrace underbrace boxed cancel")
	texStyles  = lang.WordSet("mathbf mathit mathsf mathtt mathcal mathfrak mathscr boldsymbol bm pmb mathnormal displaystyle textstyle scriptstyle left right big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr quad qquad thinspace enspace nobreak hfill noindent centering limits nolimits nonumber bf rm it")
	texDropArg = lang.WordSet("label tag hspace vspace phantom hphantom vphantom color ref cite mathstrut usepackage documentclass")
	texTexts   = lang.WordSet("text textbf textit textrm textsf texttt mbox hbox emph underline textup textnormal")
)

// command parses a command after a backslash. It returns nil for a command without
// speech.
func (p *texParser) command() *texNode {
	name := p.name()
	if parse, ok := texCommands[name]; ok {
		if parse == nil {
			return nil
		}
		return parse(p, name)
	}
	switch {
	case texTexts[name] && p.groupNext():
		return &texNode{kind: texWord, text: p.raw()}
	case texAccents[name]:
		return &texNode{kind: texAccent, text: name, kids: []*texNode{p.arg()}}
	case texDropArg[name]:
		p.raw()
		return nil
	case texStyles[name]:
		return nil
	case texBigOps[name]:
		return &texNode{kind: texBig, text: name}
	case lang.English.Math.Functions[name] != "":
		return &texNode{kind: texFn, text: name}
	}
	return &texNode{kind: texCmd, text: name}
}

// texCommands has the commands with a syntax of their own; nil for those without speech.
// init fills it in, because the parsers refer back to the table.
var texCommands map[string]func(p *texParser, name string) *texNode

func init() {
	texCommands = map[string]func(*texParser, string) *texNode{
		"{":    func(p *texParser, _ string) *texNode { return p.braces() },
		"|":    func(*texParser, string) *texNode { return &texNode{kind: texCmd, text: "Vert"} },
		"sqrt": func(p *texParser, _ string) *texNode { return p.root() },
		"left": func(p *texParser, _ string) *texNode { return p.leftRight() },
		"right": func(p *texParser, _ string) *texNode {
			p.spaces()
			p.delimiter()
			return nil
		},
		"begin": func(p *texParser, _ string) *texNode { return p.environment(p.raw()) },
		"end": func(p *texParser, _ string) *texNode {
			p.raw()
			return nil
		},
		"not": func(p *texParser, _ string) *texNode { return negated(p.arg()) },
		"pmod": func(p *texParser, _ string) *texNode {
			return &texNode{kind: texRow, kids: []*texNode{{kind: texFn, text: "mod"}, p.arg()}}
		},
		"item": func(*texParser, string) *texNode { return &texNode{kind: texOp, text: ","} },
	}
	for _, group := range []struct {
		names string
		parse func(*texParser, string) *texNode
	}{
		{", ; : ! / - @ }", nil},
		{"frac dfrac tfrac cfrac sfrac nicefrac", twoArgs(texFrac)},
		{"binom dbinom tbinom", twoArgs(texBinom)},
		{"ce cee chem", func(p *texParser, _ string) *texNode { return &texNode{kind: texChem, text: p.raw()} }},
		{"mathrm operatorname mathop mathbb mathord mathbin mathrel ensuremath", (*texParser).upright},
		{"overset underset stackrel", (*texParser).stacked},
		{"textcolor href", func(p *texParser, _ string) *texNode { p.arg(); return p.arg() }},
		{"xrightarrow xleftarrow xrightleftharpoons", func(p *texParser, name string) *texNode {
			return &texNode{kind: texScript, kids: []*texNode{{kind: texCmd, text: name[1:]}, nil, p.arg()}}
		}},
	} {
		for _, name := range strings.Fields(group.names) {
			texCommands[name] = group.parse
		}
	}
	for _, blank := range []string{"", " ", "\n"} {
		texCommands[blank] = nil
	}
}

// twoArgs returns the parser of a command with two arguments.
func twoArgs(kind texKind) func(*texParser, string) *texNode {
	return func(p *texParser, _ string) *texNode {
		return &texNode{kind: kind, kids: []*texNode{p.arg(), p.arg()}}
	}
}

// root parses \sqrt[degree]{…}.
func (p *texParser) root() *texNode {
	var degree *texNode
	p.spaces()
	if p.peek() == '[' {
		p.i++
		degree = p.row("]")
		if p.peek() == ']' {
			p.i++
		}
	}
	n := &texNode{kind: texSqrt, kids: []*texNode{p.arg()}}
	if degree != nil && len(degree.kids) > 0 {
		n.kids = append(n.kids, degree)
	}
	return n
}

// stacked parses one thing above or below another.
func (p *texParser) stacked(name string) *texNode {
	first := p.arg()
	n := &texNode{kind: texScript, kids: []*texNode{p.arg().only(), nil, nil}}
	i := 2
	if name == "underset" {
		i = 1
	}
	n.kids[i] = first
	return n
}

// negated returns what \not makes of a sign.
func negated(n *texNode) *texNode {
	switch {
	case n.kind == texOp && n.text == "=":
		return &texNode{kind: texCmd, text: "neq"}
	case n.kind == texCmd && n.text == "in":
		return &texNode{kind: texCmd, text: "notin"}
	}
	return &texNode{kind: texRow, kids: []*texNode{{kind: texCmd, text: "neg"}, n}}
}

func (p *texParser) groupNext() bool {
	p.spaces()
	return p.peek() == '{'
}

// braces parses \{ … \}.
func (p *texParser) braces() *texNode {
	body := &texNode{kind: texRow}
	if p.depth++; p.depth > maxTeXDepth {
		p.depth--
		return nil
	}
	defer func() { p.depth-- }()
	for {
		p.spaces()
		if p.at(`\}`) {
			p.i += 2
			return &texNode{kind: texFence, text: "{}", kids: []*texNode{body}}
		}
		r := p.peek()
		if r == 0 || r == '}' || r == '&' || p.at(`\\`) || p.at(`\right`) || p.at(`\end`) {
			return &texNode{kind: texFence, text: "{", kids: []*texNode{body}}
		}
		var n *texNode
		if r == '^' || r == '_' {
			if n = body.pop(); n == nil {
				n = &texNode{kind: texRow}
			}
		} else if n = p.atom(); n == nil {
			continue
		}
		body.kids = append(body.kids, p.scripts(n))
	}
}

// delimiter reads the sign after \left or \right.
func (p *texParser) delimiter() string {
	p.spaces()
	if p.peek() != '\\' {
		r := p.peek()
		if r == 0 || mark.Is(r) {
			return ""
		}
		p.i++
		return string(r)
	}
	switch name := p.name(); name {
	case "{", "lbrace":
		return "{"
	case "}", "rbrace":
		return "}"
	case "|", "Vert", "lVert", "rVert":
		return "‖"
	case "vert", "lvert", "rvert":
		return "|"
	case "langle":
		return "⟨"
	case "rangle":
		return "⟩"
	}
	return "."
}

func (p *texParser) leftRight() *texNode {
	open := p.delimiter()
	body := p.row("")
	for p.peek() == '&' || p.at(`\\`) {
		p.i++
		body.kids = append(body.kids, p.row("").kids...)
	}
	closer := ""
	if p.at(`\right`) {
		p.name()
		closer = p.delimiter()
	}
	if open == "." {
		open = ""
	}
	if closer == "." {
		closer = ""
	}
	if open == "" && closer == "" {
		return body
	}
	if len(body.kids) == 1 && body.kids[0].kind == texTable && (open == "(" || open == "[") {
		return body.kids[0]
	}
	return &texNode{kind: texFence, text: open + closer, kids: []*texNode{body}}
}

// upright parses \mathrm and similar commands: a word, a function name, or a formula.
func (p *texParser) upright(name string) *texNode {
	if !p.groupNext() {
		return p.arg()
	}
	at := p.i
	src := p.raw()
	letters := strings.Map(func(r rune) rune {
		if strings.ContainsRune("_{} ", r) {
			return -1
		}
		return r
	}, src)
	switch {
	case name == "mathbb" && len(letters) == 1 && lang.English.Math.Commands[letters] != "":
		return &texNode{kind: texCmd, text: letters}
	case name == "operatorname" && !strings.ContainsAny(src, `\^_{`):
		return &texNode{kind: texFn, text: strings.TrimSpace(src)}
	case name == "mathrm" && len(letters) > 1 && lexer.IsFormula(letters) && !strings.ContainsAny(src, `\^`):
		return &texNode{kind: texChem, text: letters}
	case !strings.ContainsAny(src, `\^_{}$`) && strings.IndexFunc(src, mark.Is) < 0:
		return &texNode{kind: texWord, text: src}
	}
	p.i = at
	return p.group()
}

// environment parses \begin{name} … \end{name}.
func (p *texParser) environment(name string) *texNode {
	base := strings.TrimSuffix(name, "*")
	if base == "array" || base == "tabular" || base == "alignat" {
		if p.groupNext() {
			p.raw()
		}
	}
	table := &texNode{kind: texTable, text: base}
	row := &texNode{kind: texRow}
	for {
		cell := p.row("")
		row.kids = append(row.kids, cell)
		switch {
		case p.peek() == '&':
			p.i++
		case p.at(`\\`) || p.at(`\cr`):
			if p.at(`\\`) {
				p.i += 2
				if p.peek() == '[' {
					for p.i < len(p.s) && p.s[p.i] != ']' {
						p.i++
					}
					p.i = min(p.i+1, len(p.s))
				}
			} else {
				p.name()
			}
			table.kids = append(table.kids, row)
			row = &texNode{kind: texRow}
		case p.at(`\end`):
			p.name()
			p.raw()
			return table.finish(row)
		case p.at(`\right`):
			p.name()
			p.delimiter()
		default: // the end of the group or of the source
			return table.finish(row)
		}
	}
}

// finish adds the last row, unless it is empty.
func (n *texNode) finish(row *texNode) *texNode {
	if len(row.kids) > 1 || len(row.kids) == 1 && len(row.kids[0].kids) > 0 {
		n.kids = append(n.kids, row)
	}
	return n
}

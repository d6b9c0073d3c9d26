package formula

import (
	"strconv"
	"strings"

	"carrel/internal/lang"
	"carrel/internal/lexer"
	"carrel/internal/speakable/mark"
)

// SayTeX returns a formula in words.
func SayTeX(src string, ws *lang.Words) string {
	if strings.Contains(src, "$") || strings.Contains(src, `\begin{itemize`) || strings.Contains(src, `\begin{enumerate`) {
		return sayLatexText(src, ws)
	}
	return strings.Join(strings.Fields((&mathSayer{ws}).say(parseTeX(src))), " ")
}

// commandWord returns the word of a TeX command that stands for a sign, "" if there is
// none.
func commandWord(name string, ws *lang.Words) string {
	if w := ws.Math.Commands[name]; w != "" && len(name) > 1 {
		return w
	}
	if w := ws.Math.Functions[name]; w != "" {
		return w
	}
	return greekCommand(name, ws)
}

// greekCommand returns the name of \alpha, \Omega, \varphi.
func greekCommand(name string, ws *lang.Words) string {
	base := strings.TrimPrefix(name, "var")
	for i, g := range lang.English.Signs.Greek {
		switch base {
		case g:
			return ws.Signs.Greek[i]
		case strings.ToUpper(g[:1]) + g[1:]:
			return lang.Fill(ws.Signs.Capital, ws.Signs.Greek[i])
		}
	}
	return ""
}

type mathSayer struct{ ws *lang.Words }

// text speaks upright text.
func (m *mathSayer) text(s string) string {
	return mark.Strip(strings.ReplaceAll(Normalise(mark.Strip(s), m.ws), "  ", " "))
}

func (m *mathSayer) say(n *texNode) string {
	if n == nil {
		return ""
	}
	w := &m.ws.Math
	switch n.kind {
	case texRow:
		return m.row(n.kids)
	case texNumber:
		return n.text
	case texIdent:
		if r := []rune(n.text)[0]; lexer.IsGreek(r) {
			if g := m.ws.Signs.GreekName(r); g != "" {
				return g
			}
		}
		return strings.TrimSpace(m.text(n.text))
	case texOp:
		return m.op(n.text)
	case texCmd:
		if word := w.Commands[n.text]; word != "" {
			return word
		}
		if g := greekCommand(n.text, m.ws); g != "" {
			return g
		}
		return strings.TrimSpace(m.text(n.text))
	case texFn:
		return m.fn(n.text)
	case texBig:
		if word := w.Commands[n.text]; word != "" {
			return word
		}
		return m.fn(n.text)
	case texWord:
		return m.text(n.text)
	case texBlank:
		if h := strings.TrimSpace(n.text); h != "" {
			return m.ws.Blank + ", " + m.text(h) + ","
		}
		return m.ws.Blank
	case texChem:
		return m.chem(n.text)
	case texFrac:
		num, den := m.say(n.kids[0]), m.say(n.kids[1])
		if simple(n.kids[0]) && simple(n.kids[1]) {
			return lang.Fill(w.Over, num, den)
		}
		return lang.Fill(w.Fraction, num, den)
	case texSqrt:
		return m.root(n)
	case texBinom:
		return lang.Fill(w.Choose, m.say(n.kids[0]), m.say(n.kids[1]))
	case texScript:
		return m.script(n)
	case texAccent:
		return m.accent(n)
	case texFence:
		return m.fence(n)
	case texTable:
		return m.table(n)
	}
	return ""
}

func (m *mathSayer) fn(name string) string {
	if word := m.ws.Math.Functions[name]; word != "" {
		return word
	}
	return m.text(name)
}

func (m *mathSayer) op(s string) string {
	switch s {
	case "-", "−", "–":
		return m.ws.Signs.Say("-")
	case "*":
		return m.ws.Signs.Say("×")
	case "/":
		return strings.TrimSpace(lang.Fill(m.ws.Math.Over, "", ""))
	case "!":
		return m.ws.Math.Commands["!"]
	case ",", ";", ".", ":", "?":
		return s
	case "<":
		return m.ws.Math.Commands["lt"]
	case ">":
		return m.ws.Math.Commands["gt"]
	}
	for c, r := range map[string]rune{"leq": '≤', "geq": '≥', "neq": '≠', "to": '→'} {
		if s == string(r) {
			return m.ws.Math.Commands[c]
		}
	}
	return strings.TrimSpace(m.text(s))
}

// row speaks the nodes of a row, with functions and their arguments.
func (m *mathSayer) row(kids []*texNode) string {
	var out []string
	for i := 0; i < len(kids); i++ {
		n := kids[i]
		var next *texNode
		if i+1 < len(kids) {
			next = kids[i+1]
		}
		switch {
		case n.kind == texOp && n.text == "/":
			out = append(out, strings.TrimSpace(lang.Fill(m.ws.Math.Over, "", "")))
		case next != nil && m.isFunction(n) && next.kind == texFence && strings.HasPrefix(next.text, "("):
			var arg string
			switch {
			case n.text == "P" || n.text == "E" || n.text == "Pr":
				arg = m.given(next.kids[0])
			case simple(next.kids[0]):
				arg = m.say(next.kids[0])
			default:
				arg = m.say(next)
			}
			out = append(out, lang.Fill(m.ws.Math.Of, m.say(n), arg))
			i++
		case next != nil && isFn(n) && next.kind != texOp && next.kind != texBig:
			out = append(out, lang.Fill(m.ws.Math.Of, m.say(n), m.say(next)))
			i++
		case n.kind == texOp && (n.text == "," || n.text == "." || n.text == ";") && len(out) > 0:
			out[len(out)-1] += n.text
		default:
			if s := m.say(n); s != "" {
				out = append(out, s)
			}
		}
	}
	return strings.Join(out, " ")
}

// given speaks the argument of a probability, in which a bar is a condition.
func (m *mathSayer) given(n *texNode) string {
	for i, k := range n.kids {
		if k.kind == texCmd && (k.text == "mid" || k.text == "vert") {
			return m.row(n.kids[:i]) + " " + m.ws.Math.Given + " " + m.row(n.kids[i+1:])
		}
	}
	return m.say(n)
}

// isFn reports whether n is a named function, possibly with scripts.
func isFn(n *texNode) bool {
	return n.kind == texFn && n.text != "mod" && n.text != "bmod" || n.kind == texScript && n.kids[0].kind == texFn
}

// isFunction reports whether the parentheses after n contain its argument.
func (m *mathSayer) isFunction(n *texNode) bool {
	if isFn(n) {
		return true
	}
	if n.kind == texScript {
		n = n.kids[0]
	}
	return n.kind == texIdent && strings.Contains("f g h F G H P", n.text)
}

// simple reports whether a part of a fraction or root needs no spoken end.
func simple(n *texNode) bool {
	switch n.kind {
	case texNumber, texIdent, texCmd, texBlank, texWord, texChem:
		return true
	case texScript:
		return simple(n.kids[0]) && (n.kids[1] == nil || simple(n.kids[1])) && (n.kids[2] == nil || simple(n.kids[2]))
	case texRow:
		if len(n.kids) == 1 {
			return simple(n.kids[0])
		}
		for _, k := range n.kids {
			if !simple(k) {
				return false
			}
		}
		return len(n.kids) == 2 || len(n.kids) == 0
	}
	return false
}

func (m *mathSayer) root(n *texNode) string {
	w, body := &m.ws.Math, m.say(n.kids[0])
	plain, ended := w.Sqrt, w.SqrtEnd
	if len(n.kids) > 1 {
		deg := m.say(n.kids[1])
		if deg == "3" {
			plain, ended = w.Cbrt, w.CbrtEnd
		} else {
			plain, ended = lang.Fill(w.Root, deg, "{0}"), lang.Fill(w.RootEnd, deg, "{0}")
		}
	}
	if simple(n.kids[0]) {
		return lang.Fill(plain, body)
	}
	return lang.Fill(ended, body)
}

func (m *mathSayer) script(n *texNode) string {
	w := &m.ws.Math
	base, sub, sup := n.kids[0], n.kids[1], n.kids[2]
	if base.kind == texBig {
		return m.limits(base, sub, sup)
	}
	if base.kind == texAccent && (base.text == "overbrace" || base.text == "underbrace") {
		return strings.TrimSpace(m.say(base.kids[0]) + ", " + m.say(sub) + m.say(sup))
	}
	s := m.say(base)
	if sub != nil {
		switch t := m.say(sub); {
		case t == "":
		case base.kind == texFn && base.text == "log":
			s = lang.Fill(m.ws.LogBase, t)
		case base.kind == texWord && chemSub(strings.TrimSpace(base.text), t):
			s = strings.Join([]string{strings.Join(strings.Split(strings.TrimSpace(base.text), ""), " "), t}, " ")
		case relation(base):
			s = lang.Fill(w.Below, s, t)
		default:
			s = lang.Fill(m.ws.Sub, s, t)
		}
	}
	if sup == nil {
		return s
	}
	t := m.say(sup)
	switch {
	case t == "":
		return s
	case is(sup, "prime"):
		return lang.Fill(w.Prime, s)
	case is(sup, "circ") || is(sup, "degree"):
		return s + " " + m.ws.Signs.Say("°")
	case relation(base):
		return lang.Fill(w.Above, s, t)
	case t == "2" || t == "3":
		return m.ws.Signs.Power(s, t)
	case t == m.ws.Signs.Say("-")+" 1" && (isFn(n) || base.kind == texIdent && strings.Contains("f g h", base.text)):
		return lang.Fill(w.Inverse, s)
	case base.kind == texRow && len(base.kids) == 0:
		return t
	}
	return lang.Fill(w.Power, s, t)
}

// relation reports whether n is a sign that carries text above or below.
func relation(n *texNode) bool {
	if n.kind == texOp {
		return !strings.Contains(")]|", n.text)
	}
	return n.kind == texCmd && strings.Contains(strings.ToLower(n.text), "arrow")
}

func is(n *texNode, cmd string) bool {
	n = n.only()
	return n.kind == texCmd && n.text == cmd
}

// limits speaks a large operator with the parts below and above it.
func (m *mathSayer) limits(op, sub, sup *texNode) string {
	w := &m.ws.Math
	name := m.say(op)
	switch {
	case strings.HasPrefix(op.text, "lim") && sub != nil:
		return lang.Fill(w.Limit, m.approach(sub))
	case sub != nil && sup != nil:
		return lang.Fill(w.FromTo, name, m.say(sub), m.say(sup))
	case sub != nil:
		return lang.Fill(w.OverSet, name, m.say(sub))
	case sup != nil:
		return lang.Fill(w.Above, name, m.say(sup))
	}
	return name
}

// approach speaks the condition of a limit, whose arrow means "approaches".
func (m *mathSayer) approach(n *texNode) string {
	for n.kind == texRow && len(n.kids) == 1 && n.kids[0].kind == texRow {
		n = n.kids[0]
	}
	if n.kind != texRow {
		return m.say(n)
	}
	for i, k := range n.kids {
		if k.kind == texCmd && (k.text == "to" || k.text == "rightarrow") || k.kind == texOp && k.text == "→" {
			return m.row(n.kids[:i]) + " " + m.ws.Math.Approaches + " " + m.row(n.kids[i+1:])
		}
	}
	return m.say(n)
}

func (m *mathSayer) accent(n *texNode) string {
	w, body := &m.ws.Math, m.say(n.kids[0])
	switch n.text {
	case "vec", "overrightarrow":
		return lang.Fill(w.Vector, body)
	case "bar", "overline":
		return lang.Fill(w.Bar, body)
	case "hat", "widehat":
		return lang.Fill(w.Hat, body)
	case "tilde", "widetilde":
		return lang.Fill(w.Tilde, body)
	case "dot":
		return lang.Fill(w.Dot, body)
	case "ddot":
		return lang.Fill(w.Dot, lang.Fill(w.Dot, body))
	}
	return body
}

func (m *mathSayer) fence(n *texNode) string {
	w, body := &m.ws.Math, m.say(n.kids[0])
	rs := []rune(n.text)
	if len(rs) == 2 && rs[0] == rs[1] {
		switch rs[0] {
		case '|':
			return lang.Fill(w.Abs, body)
		case '‖':
			return lang.Fill(w.Norm, body)
		}
	}
	names := map[rune]string{'(': w.Open, ')': w.Shut, '[': w.OpenSquare, ']': w.ShutSquare, '{': w.OpenBrace, '}': w.ShutBrace,
		'⟨': w.Commands["langle"], '⟩': w.Commands["rangle"], '|': w.Commands["vert"]}
	if len(rs) == 0 {
		return body
	}
	out := names[rs[0]] + " " + body
	if len(rs) > 1 {
		out += " " + names[rs[1]]
	}
	return out
}

func (m *mathSayer) table(n *texNode) string {
	w := &m.ws.Math
	var rows []string
	width := 0
	matrix := strings.Contains(n.text, "matrix") || n.text == "array"
	for i, r := range n.kids {
		var cells []string
		for _, c := range r.kids {
			if s := m.say(c); s != "" {
				cells = append(cells, s)
			}
		}
		width = max(width, len(r.kids))
		switch {
		case matrix:
			rows = append(rows, lang.Fill(w.Row, strconv.Itoa(i+1), strings.Join(cells, ", ")))
		case n.text == "cases":
			rows = append(rows, strings.Join(cells, ", "))
		default:
			rows = append(rows, strings.Join(cells, " "))
		}
	}
	body := strings.Join(rows, "; ")
	if matrix {
		return lang.Fill(w.Matrix, strconv.Itoa(len(n.kids)), strconv.Itoa(width)) + ", " + body
	}
	return body
}

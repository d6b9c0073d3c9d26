package formula

import (
	"html"
	"strings"
	"unicode"

	xhtml "golang.org/x/net/html"

	"carrel/internal/lang"
	"carrel/internal/lexer"
	"carrel/internal/speakable/mark"
	"carrel/internal/speakable/tree"
)

// SayMathML returns the speech of a <math> element, from its TeX source if it carries
// one, or else from its presentation.
func SayMathML(n *xhtml.Node, ws *lang.Words) string {
	if src := annotation(n); src != "" {
		return SayTeX(src, ws)
	}
	return strings.Join(strings.Fields((&mathSayer{ws}).say(fromMathML(n, 0))), " ")
}

// annotation returns the TeX source that a formula renderer left in MathML.
func annotation(n *xhtml.Node) string {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != xhtml.ElementNode {
			continue
		}
		if enc, _ := tree.Attr(c, "encoding"); c.Data == "annotation" && strings.EqualFold(enc, "application/x-tex") {
			return tree.PlainText(c)
		}
		if s := annotation(c); s != "" {
			return s
		}
	}
	return ""
}

// fromMathML converts presentation MathML into the tree that the TeX parser produces.
func fromMathML(n *xhtml.Node, depth int) *texNode {
	if depth > maxTeXDepth {
		return &texNode{kind: texRow}
	}
	var kids []*texNode
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == xhtml.ElementNode && !strings.HasPrefix(c.Data, "annotation") {
			kids = append(kids, fromMathML(c, depth+1))
		}
	}
	text := strings.TrimSpace(tree.PlainText(n))
	if leaf := mathLeaves[n.Data]; leaf != nil {
		return leaf(text)
	}
	if branch := mathBranches[n.Data]; branch != nil {
		return branch(mathKids(kids))
	}
	if len(kids) == 0 && text != "" && n.FirstChild != nil && n.FirstChild == n.LastChild {
		return &texNode{kind: texWord, text: text}
	}
	return &texNode{kind: texRow, kids: kids}
}

// mathLeaves has the elements of MathML whose text is all they hold.
var mathLeaves = map[string]func(text string) *texNode{
	"mn":    func(text string) *texNode { return &texNode{kind: texNumber, text: text} },
	"mi":    mathIdentifier,
	"mo":    mathOperator,
	"mtext": func(text string) *texNode { return &texNode{kind: texWord, text: text} },
	"ms":    func(text string) *texNode { return &texNode{kind: texWord, text: text} },
}

func mathIdentifier(text string) *texNode {
	switch {
	case len([]rune(text)) == 1 && unicode.IsLetter([]rune(text)[0]):
		return &texNode{kind: texIdent, text: text}
	case lang.English.Math.Functions[text] != "":
		return &texNode{kind: texFn, text: text}
	}
	return &texNode{kind: texWord, text: text}
}

func mathOperator(text string) *texNode {
	switch {
	case strings.Trim(text, "\u2061\u2062\u2063\u2064") == "": // function application and the like
		return &texNode{kind: texRow}
	case text == "(" || text == ")":
		return &texNode{kind: texFence, text: text, kids: []*texNode{{kind: texRow}}}
	}
	return &texNode{kind: texOp, text: text}
}

// mathKids are the children of an element of MathML.
type mathKids []*texNode

// at returns a child, or an empty row for one that is missing.
func (k mathKids) at(i int) *texNode {
	if i < len(k) {
		return k[i]
	}
	return &texNode{kind: texRow}
}

// script returns the first child with the children sub and sup as its scripts, 0 for none.
func (k mathKids) script(sub, sup int) *texNode {
	s := &texNode{kind: texScript, kids: []*texNode{k.at(0), nil, nil}}
	if b := s.kids[0]; b.kind == texOp && strings.Contains("∑∏∫", b.text) {
		s.kids[0] = &texNode{kind: texBig, text: map[string]string{"∑": "sum", "∏": "prod", "∫": "int"}[b.text]}
	}
	if sub > 0 {
		s.kids[1] = k.at(sub)
	}
	if sup > 0 {
		s.kids[2] = k.at(sup)
	}
	return s
}

// mathBranches has the elements of MathML that hold others.
var mathBranches = map[string]func(mathKids) *texNode{
	"mfrac":       func(k mathKids) *texNode { return &texNode{kind: texFrac, kids: []*texNode{k.at(0), k.at(1)}} },
	"msqrt":       func(k mathKids) *texNode { return &texNode{kind: texSqrt, kids: []*texNode{{kind: texRow, kids: k}}} },
	"mroot":       func(k mathKids) *texNode { return &texNode{kind: texSqrt, kids: []*texNode{k.at(0), k.at(1)}} },
	"msub":        func(k mathKids) *texNode { return k.script(1, 0) },
	"munder":      func(k mathKids) *texNode { return k.script(1, 0) },
	"msup":        func(k mathKids) *texNode { return k.script(0, 1) },
	"mover":       func(k mathKids) *texNode { return k.script(0, 1) },
	"msubsup":     func(k mathKids) *texNode { return k.script(1, 2) },
	"munderover":  func(k mathKids) *texNode { return k.script(1, 2) },
	"mtable":      func(k mathKids) *texNode { return &texNode{kind: texTable, text: "matrix", kids: k} },
	"mspace":      func(mathKids) *texNode { return &texNode{kind: texRow} },
	"mphantom":    func(mathKids) *texNode { return &texNode{kind: texRow} },
	"none":        func(mathKids) *texNode { return &texNode{kind: texRow} },
	"mprescripts": func(mathKids) *texNode { return &texNode{kind: texRow} },
}

// ShowTeX returns a formula as MathML, which browsers render natively.
func ShowTeX(src string) string {
	block := strings.HasPrefix(src, string(mark.TexBlock))
	src = strings.TrimPrefix(src, string(mark.TexBlock))
	if strings.Contains(src, "$") || strings.Contains(src, `\begin{itemize`) {
		var b strings.Builder
		for i, part := range strings.Split(strings.ReplaceAll(src, "$$", "$"), "$") {
			if i%2 == 1 {
				b.WriteString(ShowTeX(part))
			} else {
				b.WriteString(html.EscapeString(mark.Strip(latexWords(part))))
			}
		}
		return b.String()
	}
	open := "<math>"
	if block {
		open = `<math display="block">`
	}
	return open + mathRow(parseTeX(src)) + "</math>"
}

func tagged(tag, body string) string { return "<" + tag + ">" + body + "</" + tag + ">" }

func mathRow(n *texNode) string {
	if n == nil {
		return "<mrow></mrow>"
	}
	s := showMath(n)
	if n.kind == texRow && len(n.kids) != 1 {
		return tagged("mrow", s)
	}
	return s
}

func mathText(tag, s string) string { return tagged(tag, html.EscapeString(mark.Strip(s))) }

func showMath(n *texNode) string {
	switch n.kind {
	case texRow:
		var b strings.Builder
		for _, k := range n.kids {
			b.WriteString(mathRow(k))
		}
		return b.String()
	case texNumber:
		return mathText("mn", n.text)
	case texIdent:
		return mathText("mi", n.text)
	case texOp:
		return mathText("mo", n.text)
	case texCmd:
		if s, ok := mathSigns[n.text]; ok {
			return mathText("mo", s)
		}
		for i, g := range lang.English.Signs.Greek {
			switch strings.TrimPrefix(n.text, "var") {
			case g:
				return mathText("mi", string(lang.GreekLetters[i]))
			case strings.ToUpper(g[:1]) + g[1:]:
				return mathText("mi", string(unicode.ToUpper(lang.GreekLetters[i])))
			}
		}
		return mathText("mtext", n.text)
	case texBig:
		if s, ok := mathSigns[n.text]; ok {
			return mathText("mo", s)
		}
		return mathText("mo", n.text)
	case texFn:
		return mathText("mi", n.text) + "<mo>\u2061</mo>"
	case texWord:
		return mathText("mtext", strings.Join(strings.Fields(n.text), "\u00a0"))
	case texBlank:
		hint := "…"
		if h := strings.TrimSpace(n.text); h != "" {
			hint = h
		}
		return mathText("mtext", "["+hint+"]")
	case texChem:
		return mathText("mtext", showChem(n.text))
	case texFrac:
		return tagged("mfrac", mathRow(n.kids[0])+mathRow(n.kids[1]))
	case texSqrt:
		if len(n.kids) > 1 {
			return tagged("mroot", mathRow(n.kids[0])+mathRow(n.kids[1]))
		}
		return tagged("msqrt", mathRow(n.kids[0]))
	case texBinom:
		return "<mrow><mo>(</mo>" + `<mfrac linethickness="0">` + mathRow(n.kids[0]) + mathRow(n.kids[1]) + "</mfrac><mo>)</mo></mrow>"
	case texScript:
		return showScript(n)
	case texAccent:
		if a, ok := map[string]string{"vec": "→", "overrightarrow": "→", "bar": "¯", "overline": "¯", "hat": "^", "widehat": "^", "tilde": "~", "widetilde": "~", "dot": "˙", "ddot": "¨", "overbrace": "⏞"}[n.text]; ok {
			return tagged("mover", mathRow(n.kids[0])+mathText("mo", a))
		}
		return mathRow(n.kids[0])
	case texFence:
		rs := []rune(n.text)
		var open, closer string
		if len(rs) > 0 {
			open = mathText("mo", string(rs[0]))
		}
		if len(rs) > 1 {
			closer = mathText("mo", string(rs[1:]))
		}
		return tagged("mrow", open+mathRow(n.kids[0])+closer)
	case texTable:
		return showTable(n)
	}
	return ""
}

// showChem returns a chemical formula with superscripts and subscripts.
func showChem(src string) string {
	src = strings.NewReplacer("<=>", "⇌", "->", "→", "^", string(mark.SupOpen), "_", "", "{", "", "}", "").Replace(mark.Strip(src))
	var b strings.Builder
	last, up := ' ', false
	for _, r := range src {
		switch {
		case r == mark.SupOpen:
			up = true
			continue
		case up && (unicode.IsDigit(r) || r == '+' || r == '-'):
			r = lexer.Raised(r)
		case unicode.IsDigit(r) && (unicode.IsLetter(last) || last == ')' || last >= '₀' && last <= '₉'):
			r = lexer.Lowered(r)
		default:
			up = false
		}
		b.WriteRune(r)
		last = r
	}
	return b.String()
}

func showTable(n *texNode) string {
	var b strings.Builder
	for _, r := range n.kids {
		b.WriteString("<mtr>")
		for _, c := range r.kids {
			b.WriteString(tagged("mtd", mathRow(c)))
		}
		b.WriteString("</mtr>")
	}
	body := tagged("mtable", b.String())
	fences := map[string][2]string{"pmatrix": {"(", ")"}, "bmatrix": {"[", "]"}, "Bmatrix": {"{", "}"}, "vmatrix": {"|", "|"}, "Vmatrix": {"‖", "‖"}, "cases": {"{", ""}}
	if f, ok := fences[n.text]; ok {
		body = mathText("mo", f[0]) + body
		if f[1] != "" {
			body += mathText("mo", f[1])
		}
		return tagged("mrow", body)
	}
	return body
}

func showScript(n *texNode) string {
	base, sub, sup := n.kids[0], n.kids[1], n.kids[2]
	tags := [3]string{"msub", "msup", "msubsup"}
	if base.kind == texBig && !strings.Contains(base.text, "int") || relation(base) {
		tags = [3]string{"munder", "mover", "munderover"}
	}
	b := mathRow(base)
	if base.kind == texFn {
		b = mathText("mi", base.text)
	}
	switch {
	case sub != nil && sup != nil:
		return tagged(tags[2], b+mathRow(sub)+mathRow(sup))
	case sub != nil:
		return tagged(tags[0], b+mathRow(sub))
	case sup != nil:
		return tagged(tags[1], b+mathRow(sup))
	}
	return b
}

// mathSigns maps TeX commands to their signs.
var mathSigns = map[string]string{
	"sum": "∑", "prod": "∏", "int": "∫", "iint": "∬", "iiint": "∭", "oint": "∮", "bigcup": "⋃", "bigcap": "⋂",
	"times": "×", "cdot": "⋅", "ast": "∗", "star": "⋆", "div": "÷", "pm": "±", "mp": "∓", "circ": "∘", "degree": "°",
	"leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "neq": "≠", "ne": "≠", "lt": "<", "gt": ">", "ll": "≪", "gg": "≫",
	"approx": "≈", "sim": "∼", "simeq": "≃", "cong": "≅", "equiv": "≡", "propto": "∝",
	"in": "∈", "notin": "∉", "ni": "∋", "subset": "⊂", "subseteq": "⊆", "supset": "⊃", "supseteq": "⊇",
	"cup": "∪", "cap": "∩", "setminus": "∖", "emptyset": "∅", "varnothing": "∅", "forall": "∀", "exists": "∃", "nexists": "∄",
	"land": "∧", "wedge": "∧", "lor": "∨", "vee": "∨", "lnot": "¬", "neg": "¬", "oplus": "⊕", "otimes": "⊗",
	"to": "→", "rightarrow": "→", "longrightarrow": "⟶", "leftarrow": "←", "gets": "←", "mapsto": "↦",
	"Rightarrow": "⇒", "implies": "⟹", "Longrightarrow": "⟹", "Leftarrow": "⇐", "iff": "⟺", "Leftrightarrow": "⇔", "leftrightarrow": "↔", "rightleftharpoons": "⇌", "uparrow": "↑", "downarrow": "↓",
	"infty": "∞", "partial": "∂", "nabla": "∇", "hbar": "ℏ", "ell": "ℓ", "Re": "ℜ", "Im": "ℑ", "aleph": "ℵ", "angle": "∠", "perp": "⊥", "parallel": "∥", "mid": "|", "vert": "|", "Vert": "‖",
	"ldots": "…", "cdots": "⋯", "dots": "…", "vdots": "⋮", "ddots": "⋱", "therefore": "∴", "because": "∵", "prime": "′",
	"%": "%", "$": "$", "&": "&", "#": "#", "_": "_", "S": "§", "top": "⊤", "bot": "⊥", "vdash": "⊢", "models": "⊨", "triangle": "△", "square": "□", "bullet": "•", "dagger": "†",
	"lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉", "langle": "⟨", "rangle": "⟩", "R": "ℝ", "N": "ℕ", "Z": "ℤ", "Q": "ℚ", "C": "ℂ",
}

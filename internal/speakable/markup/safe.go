package markup

import (
	"cmp"
	"html"
	"slices"
	"strconv"
	"strings"

	xhtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"carrel/internal/lang"
	"carrel/internal/speakable/formula"
	"carrel/internal/speakable/mark"
	"carrel/internal/speakable/tree"
)

// Card HTML is shown by rebuilding it from an allow list. What is written:
//
//   - the elements below and the MathML made from formulas, with the
//     attributes below, all values escaped and quoted;
//   - no scripts, forms, frames, links, comments, ids or event handlers;
//   - images and recordings only from the collection, as api/media/NAME;
//   - no style attributes and no style sheets: the page's policy forbids them
//     and a card's own colours would break contrast and the dark theme. Bold,
//     italic, underline and strike in a style become elements. A note type's
//     CSS is dropped;
//   - no classes but ours, which begin with card-: card-cloze, card-hint,
//     card-missing, card-occlusion with card-masks. Others could meet the
//     page's own.
var safeElements = tree.Atoms(atom.P, atom.Div, atom.Span, atom.Br, atom.Hr, atom.B, atom.I, atom.U, atom.S, atom.Em, atom.Strong,
	atom.Small, atom.Sub, atom.Sup, atom.Ul, atom.Ol, atom.Li, atom.Dl, atom.Dt, atom.Dd, atom.Table, atom.Caption,
	atom.Thead, atom.Tbody, atom.Tfoot, atom.Tr, atom.Th, atom.Td, atom.Pre, atom.Code, atom.Kbd, atom.Samp, atom.Var,
	atom.Blockquote, atom.Q, atom.Cite, atom.Abbr, atom.Dfn, atom.Time, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6,
	atom.Ruby, atom.Rb, atom.Rt, atom.Rp, atom.Rtc, atom.Details, atom.Summary, atom.Mark, atom.Del, atom.Ins, atom.Figure,
	atom.Figcaption, atom.Bdi, atom.Bdo, atom.Wbr)

// renamed maps old or structural elements to the elements that replace them.
var renamed = map[atom.Atom]string{atom.Center: "div", atom.Strike: "s", atom.Tt: "code", atom.Section: "div", atom.Article: "div",
	atom.Header: "div", atom.Footer: "div", atom.Aside: "div", atom.Main: "div", atom.Nav: "div", atom.Address: "div",
	atom.Big: "b", atom.Font: "span", atom.A: "span", atom.Label: "span", atom.Fieldset: "div", atom.Legend: "div", atom.Menu: "ul", atom.Dir: "ul"}

var mathElements = lang.WordSet("math mrow mi mn mo mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover mtable mtr mtd semantics mstyle mpadded menclose")

// Safe returns the safe HTML of one side. lang is the language that pictures
// without a description are named in; hasMedia reports whether a file is there,
// nil says that all are.
func Safe(src, langTag string, hasMedia func(name string) bool) string {
	ws, _ := lang.WordsOr(langTag, "")
	p := &printer{has: hasMedia, noAlt: ws.Image}
	p.kids(tree.Parse(InlineTags(tree.Cut(src, tree.MaxHTML))))
	for len(p.open) > 0 {
		p.close()
	}
	return strings.TrimSpace(p.b.String())
}

type printer struct {
	b     strings.Builder
	has   func(string) bool
	noAlt string   // alt text of an image that has none of its own
	mute  int      // inside text for the ears only
	open  []string // elements opened by marks
}

// close ends the innermost element that a mark opened.
func (p *printer) close() {
	if n := len(p.open); n > 0 {
		p.b.WriteString("</" + p.open[n-1] + ">")
		p.open = p.open[:n-1]
	}
}

// kids prints the children of n. An element that a mark opened in one node
// must not be closed outside of it.
func (p *printer) kids(n *xhtml.Node) {
	outer := p.open
	p.open = nil
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case xhtml.TextNode:
			p.text(c.Data)
		case xhtml.ElementNode:
			p.element(c)
		}
	}
	for len(p.open) > 0 {
		p.close()
	}
	p.open = outer
}

func (p *printer) text(s string) {
	for _, x := range mark.Pieces(s) {
		if p.mute > 0 && x.Mark != mark.SaidOpen && x.Mark != mark.SaidClose {
			continue
		}
		switch x.Mark {
		case 0:
			p.b.WriteString(html.EscapeString(x.Text))
		case mark.BlankOpen:
			hint := cmp.Or(strings.TrimSpace(x.Text), "…")
			p.b.WriteString(`<span class="card-cloze">[` + html.EscapeString(hint) + "]</span>")
		case mark.ShownOpen:
			p.b.WriteString(`<span class="card-cloze">`)
			p.open = append(p.open, "span")
		case mark.HintOpen:
			p.b.WriteString(`<details class="card-hint"><summary>` + html.EscapeString(x.Text) + `</summary>`)
			p.open = append(p.open, "details")
		case mark.ShownClose, mark.HintClose:
			p.close()
		case mark.TexOpen:
			p.b.WriteString(formula.ShowTeX(x.Text))
		case mark.SoundOpen:
			p.player(x.Text)
		case mark.SaidOpen:
			p.mute++
		case mark.SaidClose:
			p.mute = max(0, p.mute-1)
		}
	}
}

func (p *printer) player(name string) {
	name = MediaName(name)
	if name == "" || p.mute > 0 || p.has != nil && !p.has(name) {
		return
	}
	tag := "audio"
	if videoFile(name) {
		tag = "video"
	}
	p.b.WriteString("<" + tag + ` controls preload="none" src="` + MediaURL(name) + `"></` + tag + ">")
}

func (p *printer) element(n *xhtml.Node) {
	a := n.DataAtom
	switch {
	case tree.NeverShown[a], hiddenStyle(n), drawnFormula(n):
	case n.Namespace == "math" || a == atom.Math:
		p.mathML(n)
	case n.Namespace != "":
	case a == atom.Img || a == atom.Image:
		p.image(n)
	case a == atom.Audio || a == atom.Video:
		p.player(unescapeURL(playerSource(n)))
	default:
		p.rebuild(n)
	}
}

// playerSource returns the address of an audio or video element.
func playerSource(n *xhtml.Node) string {
	src, _ := tree.Attr(n, "src")
	for c := n.FirstChild; c != nil && src == ""; c = c.NextSibling {
		if c.DataAtom == atom.Source {
			src, _ = tree.Attr(c, "src")
		}
	}
	return src
}

// rebuild prints an element of the allow list, and only the content of any other.
func (p *printer) rebuild(n *xhtml.Node) {
	tag := renamed[n.DataAtom]
	if tag == "" && safeElements[n.DataAtom] {
		tag = n.Data
	}
	if tag == "" || p.mute > 0 {
		p.kids(n)
		return
	}
	p.b.WriteString("<" + tag)
	for _, at := range n.Attr {
		if v, ok := safeAttr(tag, at); ok {
			p.b.WriteString(" " + at.Key + `="` + html.EscapeString(v) + `"`)
		}
	}
	p.b.WriteByte('>')
	if tree.VoidElements[n.DataAtom] {
		return
	}
	styles := styleElements(n)
	for _, s := range styles {
		p.b.WriteString("<" + s + ">")
	}
	p.kids(n)
	for _, s := range slices.Backward(styles) {
		p.b.WriteString("</" + s + ">")
	}
	p.b.WriteString("</" + tag + ">")
}

// drawnFormula reports whether an element is the drawing that a formula renderer puts
// beside its MathML. Only the MathML is shown.
func drawnFormula(n *xhtml.Node) bool {
	c, _ := tree.Attr(n, "class")
	return lang.HasWord(c, "katex-html")
}

// hiddenStyle is tree.Unseen without aria-hidden, which hides from screen readers only.
func hiddenStyle(n *xhtml.Node) bool {
	if _, ok := tree.Attr(n, "hidden"); ok {
		return true
	}
	v, _ := tree.Attr(n, "style")
	v = strings.ToLower(strings.Join(strings.Fields(v), ""))
	return strings.Contains(v, "display:none") || strings.Contains(v, "visibility:hidden")
}

// numberAttrs are the attributes whose value is a small number, and the elements that may
// have them.
var numberAttrs = map[string]string{"colspan": "td th", "rowspan": "td th", "start": "ol", "value": "li"}

// safeAttr returns the value with which an attribute may be shown.
func safeAttr(tag string, a xhtml.Attribute) (string, bool) {
	if a.Namespace != "" {
		return "", false
	}
	v := mark.Strip(a.Val)
	switch a.Key {
	case "lang":
		v = lang.Canonical(v)
		return v, v != ""
	case "dir":
		v = strings.ToLower(v)
		return v, slices.Contains([]string{"ltr", "rtl", "auto"}, v)
	case "title":
		return v, (tag == "abbr" || tag == "dfn") && len(v) < 300
	case "scope":
		return v, tag == "th" && (v == "row" || v == "col")
	case "type":
		return v, tag == "ol" && len(v) == 1 && strings.Contains("1aAiI", v)
	}
	return smallNumber(v), lang.HasWord(numberAttrs[a.Key], tag) && smallNumber(v) != ""
}

// smallNumber returns a number from 0 to 999 in its shortest form, "" for other text.
func smallNumber(s string) string {
	k, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil || k < 0 || k >= 1000 {
		return ""
	}
	return strconv.Itoa(k)
}

// styleElements returns the elements that reproduce the text formatting in an element's
// style or old attributes.
func styleElements(n *xhtml.Node) []string {
	v, ok := tree.Attr(n, "style")
	if !ok || !holdsText(n) {
		return nil
	}
	var out []string
	for _, decl := range strings.Split(strings.ToLower(v), ";") {
		key, val, _ := strings.Cut(decl, ":")
		if e := styleElement(strings.TrimSpace(key), strings.TrimSpace(val)); e != "" {
			out = append(out, e)
		}
		if len(out) == 4 {
			break
		}
	}
	return out
}

// styleElement returns the element for one declaration of a style, "" for none.
func styleElement(key, val string) string {
	decoration := strings.HasPrefix(key, "text-decoration")
	switch {
	case key == "font-weight" && (strings.HasPrefix(val, "bold") || val >= "600" && val <= "900" && len(val) == 3):
		return "b"
	case key == "font-style" && strings.HasPrefix(val, "italic"):
		return "i"
	case decoration && strings.Contains(val, "underline"):
		return "u"
	case decoration && strings.Contains(val, "line-through"):
		return "s"
	}
	return ""
}

// holdsText reports whether an element may contain formatting elements and contains no
// blocks, which must not be inside them.
func holdsText(n *xhtml.Node) bool {
	switch n.DataAtom {
	case atom.P, atom.Div, atom.Li:
	default:
		if tree.BlockElements[n.DataAtom] {
			return false
		}
	}
	return !hasBlock(n)
}

func hasBlock(n *xhtml.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == xhtml.ElementNode && c.DataAtom != atom.Br && (tree.BlockElements[c.DataAtom] || hasBlock(c)) {
			return true
		}
	}
	return false
}

func (p *printer) image(n *xhtml.Node) {
	if p.mute > 0 {
		return
	}
	alt, hasAlt := tree.Attr(n, "alt")
	if !AltText(strings.TrimSpace(alt)) {
		hasAlt = hasAlt && alt == ""
		alt = ""
	}
	src, _ := tree.Attr(n, "src")
	name := MediaName(unescapeURL(src))
	if name == "" || p.has != nil && !p.has(name) {
		if alt != "" {
			p.b.WriteString(`<span class="card-missing">` + html.EscapeString(alt) + "</span>")
		}
		return
	}
	if alt == "" && !hasAlt {
		alt = p.noAlt
	}
	p.b.WriteString(`<img src="` + MediaURL(name) + `" alt="` + html.EscapeString(alt) + `"`)
	for _, key := range [2]string{"width", "height"} {
		v, _ := tree.Attr(n, key)
		if k, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(v), "px")); err == nil && k > 0 && k < 10000 {
			p.b.WriteString(" " + key + `="` + strconv.Itoa(k) + `"`)
		}
	}
	p.b.WriteByte('>')
}

// mathML prints a card's own MathML.
func (p *printer) mathML(n *xhtml.Node) {
	if !mathElements[n.Data] {
		if strings.HasPrefix(n.Data, "annotation") || tree.NeverShown[n.DataAtom] {
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == xhtml.ElementNode && c.Namespace == "math" {
				p.mathML(c)
			}
		}
		return
	}
	if p.mute > 0 {
		return
	}
	p.b.WriteString("<" + n.Data)
	if v, _ := tree.Attr(n, "display"); n.Data == "math" && v == "block" {
		p.b.WriteString(` display="block"`)
	}
	p.b.WriteByte('>')
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == xhtml.TextNode:
			p.b.WriteString(html.EscapeString(mark.Strip(c.Data)))
		case c.Type == xhtml.ElementNode && c.Namespace == "math":
			p.mathML(c)
		}
	}
	p.b.WriteString("</" + n.Data + ">")
}

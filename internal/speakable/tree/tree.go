package tree

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"carrel/internal/speakable/mark"
)

// maxDepth is the deepest nesting of elements. HTML with deeper tags is parsed without
// them, because html.Parse refuses more than 512 levels.
const maxDepth = 200

// Parse returns an element that contains the parsed HTML. It never fails: HTML that is
// nested too deeply loses its innermost tags, or all tags if that is not enough. The
// text stays.
func Parse(s string) *html.Node {
	s = Cut(s, MaxHTML)
	if root, err := parseOnce(s); err == nil {
		return root
	}
	if root, err := parseOnce(flatten(s, maxDepth)); err == nil {
		return root
	}
	if root, err := parseOnce(flatten(s, 0)); err == nil {
		return root
	}
	return &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
}

func parseOnce(s string) (*html.Node, error) {
	body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragmentWithOptions(strings.NewReader(s), body, html.ParseOptionEnableScripting(true))
	if err != nil {
		return nil, err
	}
	for _, n := range nodes {
		body.AppendChild(n)
	}
	return body, nil
}

// flatten removes the tags of elements nested deeper than depth, and the whole content
// of those that are never shown. A removed block leaves a line break.
func flatten(s string, depth int) string {
	f := flattener{depth: depth}
	z := html.NewTokenizer(strings.NewReader(s))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return f.b.String()
		}
		raw := string(z.Raw())
		switch name, _ := z.TagName(); kind {
		case html.TextToken:
			if f.silent == "" {
				f.b.WriteString(raw)
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			f.start(raw, string(name))
		case html.EndTagToken:
			f.end(raw, string(name))
		}
	}
}

// flattener collects the HTML that flatten keeps.
type flattener struct {
	b      strings.Builder
	depth  int    // the deepest element whose tags stay
	open   int    // the number of open elements
	silent string // the open element that is never shown, "" for none
}

func (f *flattener) start(raw, name string) {
	a := atom.Lookup([]byte(name))
	switch {
	case f.silent != "":
	case NeverShown[a]:
		f.silent = name
	case VoidElements[a]:
		f.b.WriteString(raw)
	default:
		f.open++
		f.tag(raw, a)
	}
}

func (f *flattener) end(raw, name string) {
	a := atom.Lookup([]byte(name))
	switch {
	case f.silent == name:
		f.silent = ""
	case f.silent != "", VoidElements[a]:
	case f.open > 0:
		f.tag(raw, a)
		f.open--
	}
}

// tag writes a tag of the innermost open element, or a line break if it is nested too
// deeply and is a block.
func (f *flattener) tag(raw string, a atom.Atom) {
	if f.open <= f.depth {
		f.b.WriteString(raw)
	} else if BlockElements[a] {
		f.b.WriteString("<br>")
	}
}

// Atoms returns a set of elements.
func Atoms(names ...atom.Atom) map[atom.Atom]bool {
	m := make(map[atom.Atom]bool, len(names))
	for _, a := range names {
		m[a] = true
	}
	return m
}

var (
	// NeverShown elements are removed with their content, from speech and screen.
	NeverShown = Atoms(atom.Script, atom.Style, atom.Title, atom.Textarea, atom.Select, atom.Iframe,
		atom.Object, atom.Embed, atom.Noscript, atom.Noembed, atom.Noframes, atom.Template, atom.Xmp, atom.Plaintext,
		atom.Head, atom.Link, atom.Meta, atom.Base, atom.Button, atom.Input, atom.Canvas, atom.Svg, atom.Form,
		atom.Applet, atom.Frame, atom.Frameset, atom.Map, atom.Area, atom.Datalist, atom.Dialog, atom.Progress, atom.Meter)
	VoidElements = Atoms(atom.Br, atom.Hr, atom.Img, atom.Wbr, atom.Source, atom.Track, atom.Col, atom.Input,
		atom.Link, atom.Meta, atom.Base, atom.Embed, atom.Area, atom.Param, atom.Image)
	BlockElements = Atoms(atom.P, atom.Div, atom.Section, atom.Article, atom.Aside, atom.Header, atom.Footer,
		atom.Nav, atom.Main, atom.Figure, atom.Figcaption, atom.Address, atom.Blockquote, atom.Center, atom.Details,
		atom.Summary, atom.Ul, atom.Ol, atom.Menu, atom.Li, atom.Dl, atom.Dt, atom.Dd, atom.Table, atom.Caption,
		atom.Thead, atom.Tbody, atom.Tfoot, atom.Tr, atom.Pre, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6,
		atom.Hr, atom.Br, atom.Fieldset, atom.Legend, atom.Hgroup, atom.Dir, atom.Listing)
)

// Attr returns an attribute of n without marks, and whether n has it.
func Attr(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Namespace == "" && a.Key == key {
			return mark.Strip(a.Val), true
		}
	}
	return "", false
}

// Unseen reports whether an element is hidden by its own attributes.
func Unseen(n *html.Node) bool {
	if _, ok := Attr(n, "hidden"); ok {
		return true
	}
	if v, _ := Attr(n, "aria-hidden"); strings.EqualFold(v, "true") {
		return true
	}
	if v, ok := Attr(n, "style"); ok {
		v = strings.ToLower(strings.Join(strings.Fields(v), ""))
		return strings.Contains(v, "display:none") || strings.Contains(v, "visibility:hidden")
	}
	return false
}

// Children returns the child elements of n with the given tag, including those inside
// table sections.
func Children(n *html.Node, tags ...atom.Atom) []*html.Node {
	var out []*html.Node
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode {
			continue
		}
		switch c.DataAtom {
		case atom.Thead, atom.Tbody, atom.Tfoot:
			out = append(out, Children(c, tags...)...)
			continue
		}
		for _, t := range tags {
			if c.DataAtom == t {
				out = append(out, c)
			}
		}
	}
	return out
}

// MaxHTML is how much HTML of one side or field is processed, in bytes, not counting
// embedded pictures. It takes hours to listen to.
const MaxHTML = 1 << 18

// Cut shortens s to at most n bytes without splitting a character.
func Cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && s[n]&0xC0 == 0x80 {
		n--
	}
	return s[:n]
}

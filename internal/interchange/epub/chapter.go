package epub

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"carrel/internal/interchange/markup"
	"carrel/internal/interchange/source"
	"carrel/internal/study"
)

// maxTags is the largest number of tags in a document that is parsed into a tree. Each
// node takes about a hundred times its length in memory.
const maxTags = 300_000

// chapter splits a document into sections: one for each place that the table of contents
// names in it, or a single one.
func (b *book) chapter(name string, data []byte) []study.Section {
	text, ok := source.DecodeText(data)
	if !ok {
		return nil
	}
	c := &cutter{entries: map[string]string{}}
	list := b.titles[name]
	for _, e := range list {
		if e.fragment != "" && len(list) > 1 {
			c.entries[e.fragment] = e.title
		}
	}
	if len(list) > 0 && (len(list) == 1 || list[0].fragment == "") {
		c.cur.Title = list[0].title
	}
	var doc *html.Node
	if strings.Count(text, "<") <= maxTags {
		if d, err := html.Parse(strings.NewReader(text)); err == nil {
			doc = d
		}
	}
	if doc != nil {
		c.walk(doc)
	} else { // too deeply nested or too many tags: take only the words
		c.b.WriteString(paragraphs(markup.Text(text)))
	}
	c.push()
	if len(c.out) > 0 && c.out[0].Title == "" && len(list) == 0 && b.named() == 0 {
		c.out[0].Title = c.heading
	}
	return c.out
}

// named returns how many documents the table of contents names.
func (b *book) named() int { return len(b.titles) }

func paragraphs(s string) string {
	var b strings.Builder
	for _, line := range strings.Split(s, "\n") {
		if line != "" {
			b.WriteString("<p>" + markup.Escape(line) + "</p>\n")
		}
	}
	return b.String()
}

// cutter writes plain, clean HTML and begins a section at each of the named places.
type cutter struct {
	entries map[string]string
	out     []study.Section
	cur     study.Section
	b       strings.Builder
	heading string // the first heading
	open    []string
}

func (c *cutter) push() {
	c.cur.HTML = strings.TrimSpace(c.b.String())
	if markup.Text(c.cur.HTML) != "" {
		c.out = append(c.out, c.cur)
	}
	c.cur = study.Section{}
	c.b.Reset()
}

// kept are the elements that matter to a listener. Of other elements only the content is
// kept.
var kept = map[atom.Atom]bool{
	atom.P: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true,
	atom.Ul: true, atom.Ol: true, atom.Li: true, atom.Blockquote: true, atom.Pre: true, atom.Em: true, atom.Strong: true,
	atom.I: true, atom.B: true, atom.Sup: true, atom.Sub: true, atom.Code: true, atom.Table: true, atom.Tr: true, atom.Td: true,
	atom.Th: true, atom.Thead: true, atom.Tbody: true, atom.Ruby: true, atom.Rt: true, atom.Rp: true, atom.Dl: true, atom.Dt: true,
	atom.Dd: true, atom.Q: true, atom.Cite: true, atom.Figcaption: true, atom.Span: true, atom.Div: true,
}

// inText are the elements that do not end a line.
var inText = map[atom.Atom]bool{atom.Em: true, atom.I: true, atom.B: true, atom.Span: true}

func (c *cutter) walk(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		c.b.WriteString(html.EscapeString(n.Data))
	case html.ElementNode:
		c.element(n)
	default:
		c.children(n)
	}
}

func (c *cutter) children(n *html.Node) {
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		c.walk(k)
	}
}

func (c *cutter) element(n *html.Node) {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Head, atom.Iframe, atom.Nav, atom.Audio, atom.Video, atom.Object, atom.Template:
		return
	case atom.Img:
		if alt := strings.TrimSpace(attr(n, "alt")); alt != "" {
			c.b.WriteString("<p>" + html.EscapeString(alt) + "</p>")
		}
		return
	case atom.Br:
		c.b.WriteString("<br>")
		return
	}
	switch attr(n, "epub:type") {
	case "noteref", "pagebreak":
		return // note and page numbers are not read aloud
	}
	if title, ok := c.entries[attr(n, "id")]; ok && attr(n, "id") != "" {
		c.split(title)
	}
	if c.heading == "" && (n.DataAtom == atom.H1 || n.DataAtom == atom.H2 || n.DataAtom == atom.H3) {
		c.heading = strings.Join(strings.Fields(words(n)), " ")
	}
	tag := startTag(n)
	if tag == "" {
		c.children(n)
		return
	}
	c.b.WriteString(tag)
	c.open = append(c.open, n.Data)
	c.children(n)
	c.b.WriteString("</" + n.Data + ">")
	c.open = c.open[:len(c.open)-1]
	if !inText[n.DataAtom] {
		c.b.WriteByte('\n')
	}
}

// startTag returns the start tag of an element, with its language, or "" if only the
// element's content is kept.
func startTag(n *html.Node) string {
	if !kept[n.DataAtom] {
		return ""
	}
	lang := attr(n, "lang")
	if lang == "" {
		lang = attr(n, "xml:lang")
	}
	switch {
	case lang != "":
		return "<" + n.Data + ` lang="` + html.EscapeString(lang) + `">`
	case n.DataAtom == atom.Span || n.DataAtom == atom.Div:
		return ""
	}
	return "<" + n.Data + ">"
}

// split ends a section and begins the next one, with the same elements open.
func (c *cutter) split(title string) {
	for i := len(c.open) - 1; i >= 0; i-- {
		c.b.WriteString("</" + c.open[i] + ">")
	}
	c.push()
	c.cur.Title = title
	for _, name := range c.open {
		c.b.WriteString("<" + name + ">")
	}
}

func words(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		b.WriteString(words(k))
	}
	return b.String()
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

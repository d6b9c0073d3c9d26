package tree

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"carrel/internal/speakable/mark"
)

// Text returns the plain text of HTML as a reader sees it, in one line.
func Text(s string) string {
	if !strings.ContainsAny(s, "<&") && !strings.ContainsFunc(s, mark.Is) {
		return strings.Join(strings.Fields(s), " ")
	}
	return PlainText(Parse(s))
}

// PlainText returns the plain text of an element. A formula becomes its source and ruby
// its written word; marks and text only for speech are removed.
func PlainText(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case c.Type == html.TextNode:
				b.WriteString(c.Data)
			case c.Type != html.ElementNode:
			case NeverShown[c.DataAtom], c.DataAtom == atom.Rt, c.DataAtom == atom.Rp, c.DataAtom == atom.Rtc:
			case BlockElements[c.DataAtom]:
				b.WriteByte(' ')
				walk(c)
				b.WriteByte(' ')
			default:
				walk(c)
			}
		}
	}
	walk(n)
	var out strings.Builder
	for _, p := range mark.Pieces(b.String()) {
		switch p.Mark {
		case 0:
			out.WriteString(p.Text)
		case mark.TexOpen:
			out.WriteString(strings.TrimPrefix(p.Text, string(mark.TexBlock)))
		}
	}
	return strings.Join(strings.Fields(mark.Strip(out.String())), " ")
}

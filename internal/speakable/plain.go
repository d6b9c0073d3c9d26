package speakable

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// textOf returns the plain text of HTML: what a reader sees, in one line.
func textOf(s string) string {
	if !strings.ContainsAny(s, "<&") && !strings.ContainsFunc(s, isMark) {
		return strings.Join(strings.Fields(s), " ")
	}
	return plainOf(parseHTML(s))
}

// plainOf returns the plain text of an element. Formulas stand as their
// source, ruby as its written word; marks and what is for the ears only go.
func plainOf(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case c.Type == html.TextNode:
				b.WriteString(c.Data)
			case c.Type != html.ElementNode:
			case neverShown[c.DataAtom], c.DataAtom == atom.Rt, c.DataAtom == atom.Rp, c.DataAtom == atom.Rtc:
			case blockElements[c.DataAtom]:
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
	for _, p := range pieces(b.String()) {
		switch p.mark {
		case 0:
			out.WriteString(p.text)
		case texOpen:
			out.WriteString(strings.TrimPrefix(p.text, string(texBlock)))
		}
	}
	return strings.Join(strings.Fields(stripMarks(out.String())), " ")
}

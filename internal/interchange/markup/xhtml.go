package markup

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

var xmlName = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)

// XHTML returns HTML as well-formed XML that displays the same. HTML that is nested too
// deeply for the parser becomes plain text.
func XHTML(s string) string {
	if !strings.ContainsAny(s, "<&>") {
		return xmlText(s)
	}
	if strings.Count(s, "<") > maxNodes/2 {
		return xmlText(Text(s))
	}
	nodes, err := html.ParseFragment(strings.NewReader(s), &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div})
	if err != nil {
		return xmlText(Text(s))
	}
	var b strings.Builder
	for _, n := range nodes {
		xhtml(&b, n)
	}
	return b.String()
}

func xhtml(b *strings.Builder, n *html.Node) {
	switch n.Type {
	case html.TextNode:
		b.WriteString(xmlText(n.Data))
		return
	case html.ElementNode:
	default:
		return
	}
	named := xmlName.MatchString(n.Data)
	if named {
		b.WriteString("<" + n.Data)
		seen := map[string]bool{}
		for _, a := range n.Attr {
			if xmlName.MatchString(a.Key) && !seen[a.Key] && a.Namespace == "" {
				seen[a.Key] = true
				b.WriteString(" " + a.Key + `="` + strings.ReplaceAll(xmlText(a.Val), `"`, "&quot;") + `"`)
			}
		}
		if void[n.Data] {
			b.WriteString("/>")
			return
		}
		b.WriteString(">")
	}
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		xhtml(b, k)
	}
	if named {
		b.WriteString("</" + n.Data + ">")
	}
}

// xmlText escapes text and drops characters that XML does not allow.
func xmlText(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\n' && r != '\t' || r == 0xfffe || r == 0xffff {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "�"))
	return textEscaper.Replace(s)
}

package markup

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"carrel/internal/lang"
	"carrel/internal/speakable/tree"
)

// details are hidden until opened: on the front only the text outside is asked, on the
// back all of it is spoken.
func (w *walker) details(n *html.Node) {
	w.end()
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		summary := c.Type == html.ElementNode && c.DataAtom == atom.Summary
		if w.back != summary {
			if c.Type == html.TextNode {
				w.text(c.Data)
			} else if c.Type == html.ElementNode {
				w.element(c)
			}
		}
	}
	w.end()
}

func (w *walker) list(n *html.Node) {
	w.end()
	items := tree.Children(n, atom.Li)
	total := 0
	for _, li := range items {
		if HasContent(li) {
			total++
		}
	}
	w.Facts.Longest = max(w.Facts.Longest, total)
	was := w.inItem
	i := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode {
			if c.Type == html.TextNode {
				w.text(c.Data)
			}
			continue
		}
		if c.DataAtom == atom.Li && HasContent(c) {
			w.end()
			if i++; total > 1 {
				ws, _ := w.words()
				w.pending = lang.Fill(ws.NOf, strconv.Itoa(i), strconv.Itoa(total))
			}
			w.inItem = true
		}
		w.element(c)
		w.end()
		w.inItem = was
	}
	w.pending = ""
	w.end()
}

// HasContent reports whether an element contains text, a picture or a recording.
func HasContent(n *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode && strings.TrimSpace(c.Data) != "":
			return true
		case c.Type == html.ElementNode && (c.DataAtom == atom.Img || HasContent(c)):
			return true
		}
	}
	return false
}

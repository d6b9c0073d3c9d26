package markup

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"carrel/internal/lang"
	"carrel/internal/speakable/tree"
)

// maxSpan limits colspan, which a file can set to any value.
const maxSpan = 50

// table speaks a table row by row: "row 1: header, value". A table with one column, or
// with one row, is layout and is read as blocks.
func (w *walker) table(n *html.Node) {
	w.end()
	for _, c := range tree.Children(n, atom.Caption) {
		w.element(c)
	}
	rows := tree.Children(n, atom.Tr)
	width := 0
	for _, r := range rows {
		width = max(width, len(tree.Children(r, atom.Td, atom.Th)))
	}
	if len(rows) < 2 || width < 2 || w.tableLang(n) {
		w.layout(n)
		return
	}
	heads, body := headers(rows)
	if len(body) > 3 || width > 3 {
		w.Facts.Table = true
	}
	for i, r := range body {
		w.row(r, i+1, heads)
	}
}

// layout reads a table that only arranges its contents.
func (w *walker) layout(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && c.DataAtom != atom.Caption {
			w.cells(c)
		}
	}
	w.end()
}

// row speaks row number i, each cell after its header.
func (w *walker) row(r *html.Node, i int, heads []string) {
	ws, langTag := w.words()
	w.end()
	w.pending = lang.Fill(ws.Row, strconv.Itoa(i))
	col := 0
	for j, cell := range tree.Children(r, atom.Td, atom.Th) {
		if j > 0 {
			w.say(";", langTag, false)
		}
		if col < len(heads) && heads[col] != "" {
			w.add(Run{Text: heads[col] + ", "})
		}
		w.cell(cell)
		col += span(cell)
	}
	w.end()
	w.pending = ""
}

// tableLang reports whether a table contains another one; then it is layout.
func (w *walker) tableLang(n *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && (c.DataAtom == atom.Table || w.tableLang(c)) {
			return true
		}
	}
	return false
}

// cells reads the cells of a layout table as blocks.
func (w *walker) cells(n *html.Node) {
	if n.DataAtom == atom.Td || n.DataAtom == atom.Th {
		w.end()
		if !tree.NeverShown[n.DataAtom] && !tree.Unseen(n) {
			w.kids(n)
		}
		w.end()
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode {
			w.cells(c)
		}
	}
}

// cell speaks the contents of a cell without ending the row's block.
func (w *walker) cell(n *html.Node) {
	if tree.Unseen(n) {
		return
	}
	sub := &walker{lang: w.lang, back: w.back, field: w.field, langs: append([]string(nil), w.langs...), voice: w.voice}
	if l, ok := tree.Attr(n, "lang"); ok && lang.Canonical(l) != "" {
		sub.langs = append(sub.langs, lang.Canonical(l))
	}
	sub.kids(n)
	sub.end()
	w.Facts.Add(sub.Facts)
	for i, b := range sub.Blocks {
		if i > 0 {
			w.cur.Runs = append(w.cur.Runs, Run{Text: ", ", Field: -1})
		}
		w.cur.Runs = append(w.cur.Runs, b.Runs...)
	}
}

func span(n *html.Node) int {
	v, _ := tree.Attr(n, "colspan")
	k, err := strconv.Atoi(v)
	if err != nil || k < 1 {
		return 1
	}
	return min(k, maxSpan)
}

// headers separates the header row: the first, if all of its cells are <th>. An
// unmarked header cannot be told from data.
func headers(rows []*html.Node) ([]string, []*html.Node) {
	first := rows[0]
	if len(tree.Children(first, atom.Td)) > 0 || len(tree.Children(first, atom.Th)) == 0 {
		return nil, rows
	}
	var heads []string
	for _, th := range tree.Children(first, atom.Th) {
		t := strings.TrimSpace(tree.PlainText(th))
		for range span(th) {
			heads = append(heads, t)
		}
	}
	return heads, rows[1:]
}

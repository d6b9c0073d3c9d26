// Package markup owns the conversion between plain text and the HTML in which questions
// are stored, for formats that know only one of them.
package markup

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Escape turns plain text into HTML that displays the same text.
func Escape(s string) string {
	if !strings.ContainsAny(s, "<>&\n") {
		return s
	}
	return escaper.Replace(s)
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\n", "<br>")

var tag = regexp.MustCompile(`<(?:/?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?)>|&(?:[a-zA-Z]{2,8}|#[0-9]{1,6}|#x[0-9a-fA-F]{1,6});`)

// Looks reports whether s looks like HTML, that is, contains a tag or an entity.
func Looks(s string) bool { return strings.ContainsAny(s, "<&") && tag.MatchString(s) }

// OutsideTags applies f to the text between the tags of HTML.
func OutsideTags(s string, f func(string) string) string {
	var b strings.Builder
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			break
		}
		j := strings.IndexByte(s[i:], '>')
		if j < 0 {
			break
		}
		b.WriteString(f(s[:i]))
		b.WriteString(s[i : i+j+1])
		s = s[i+j+1:]
	}
	b.WriteString(f(s))
	return b.String()
}

// Text returns the words of HTML as plain text. It removes tags and scripts, resolves
// entities, turns blocks and line breaks into "\n" and collapses white space.
func Text(s string) string {
	if !strings.ContainsAny(s, "<&\n\t") && !strings.Contains(s, "  ") {
		return strings.TrimSpace(s)
	}
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(s))
	z.SetMaxBuf(16 << 20)
	silent := 0 // number of open scripts and style sheets
	for {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			return squeeze(b.String())
		case html.TextToken:
			if silent == 0 {
				b.Write(z.Text())
			}
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
			name, _ := z.TagName()
			a, end := atom.Lookup(name), kind == html.EndTagToken
			switch silence := a == atom.Script || a == atom.Style; {
			case silence && end:
				silent = max(silent-1, 0)
			case silence:
				silent++
			default:
				b.WriteString(spaceAt(a, end))
			}
		}
	}
}

// spaceAt returns the white space that a tag stands for.
func spaceAt(a atom.Atom, end bool) string {
	switch {
	case breaks[a] && !(end && a == atom.Br):
		return "\n"
	case !end && (a == atom.Td || a == atom.Th):
		return " "
	}
	return ""
}

var breaks = map[atom.Atom]bool{
	atom.Br: true, atom.P: true, atom.Div: true, atom.Li: true, atom.Ul: true, atom.Ol: true,
	atom.Tr: true, atom.Table: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true,
	atom.H5: true, atom.H6: true, atom.Hr: true, atom.Blockquote: true, atom.Pre: true, atom.Dd: true, atom.Dt: true,
}

func squeeze(s string) string {
	var out []string
	for _, line := range strings.Split(s, "\n") {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}

// Short reports whether an answer, given as HTML, is short enough to be spoken and judged
// word by word.
func Short(s string) bool {
	t := Text(s)
	return t != "" && len(t) <= 80 && !strings.Contains(t, "\n") && len(strings.Fields(t)) <= 8
}

// Attribute escapes text for use inside a quoted attribute.
func Attribute(s string) string { return html.EscapeString(s) }

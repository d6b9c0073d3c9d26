package markup

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
)

// Raw HTML is kept: whatever shows or says a question cleans it.
var converter = goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough), goldmark.WithRendererOptions(html.WithUnsafe()))

// maxNesting bounds lists and quotes in one another, on which Markdown parsers
// spend time that grows with the square.
const maxNesting = 100

// Markdown turns CommonMark with tables into HTML. A single paragraph comes
// without its <p>. What is nested beyond all reason is shown as it stands.
func Markdown(s string) string {
	if nested(s) {
		return Escape(s)
	}
	var b bytes.Buffer
	if err := converter.Convert([]byte(s), &b); err != nil {
		return Escape(s)
	}
	out := OutsideTags(strings.TrimSpace(b.String()), func(s string) string { return strings.ReplaceAll(s, "&quot;", `"`) })
	if inner, ok := strings.CutPrefix(out, "<p>"); ok {
		if inner, ok = strings.CutSuffix(inner, "</p>"); ok && !strings.Contains(inner, "<p>") {
			return inner
		}
	}
	return out
}

// costly are marks on which a parser looks back, or for an end, each time.
var costly = map[string]int{"[": 5000, "`": 5000, "*": 20_000, "_": 20_000, "~": 20_000, "<": 50_000, "!": 20_000, "&": 100_000}

func nested(s string) bool {
	for _, line := range strings.Split(s, "\n") {
		depth := 0
		for _, c := range line[:min(len(line), 4096)] {
			if c != '>' && c != ' ' && c != '-' && c != '*' && c != '+' && c != '\t' {
				break
			}
			depth++
		}
		if depth > maxNesting {
			return true
		}
	}
	if len(s) > 4096 {
		for mark, most := range costly {
			if strings.Count(s, mark) > most {
				return true
			}
		}
	}
	return false
}

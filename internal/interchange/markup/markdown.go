package markup

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
)

// The converter keeps raw HTML; the code that shows or reads a question sanitises it.
var converter = goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough), goldmark.WithRendererOptions(html.WithUnsafe()))

// maxNesting limits nested lists and quotes, for which the time of Markdown parsers grows
// with the square of the depth.
const maxNesting = 100

// Markdown converts CommonMark with tables into HTML. It returns a single paragraph
// without its <p>. Text that is nested too deeply is returned as escaped text.
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

// costly gives the largest number of each mark in a text that is parsed. For each of
// these marks the parser searches back or ahead, which makes a text with many of them
// slow.
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

package speakable

import (
	"strings"
	"testing"

	"carrel/internal/speakable/markup/markuptest"
	"carrel/internal/speakable/template"
	"carrel/internal/speakable/tree"
	"carrel/internal/study"
)

// A picture embedded in the HTML does not push the text after it beyond the size limit.
func TestInlinePicturesDoNotCount(t *testing.T) {
	q := ask(t, basic(plainFront, plainBack), 0, `<img src="data:image/png;base64,`+strings.Repeat("QUFB", tree.MaxHTML)+`" alt="a map"> Where?`, "x", "")
	if got := q.Ask.Text(); got != "a map Where?" {
		t.Errorf("got %q", clipped(got))
	}
	markuptest.Harmless(t, q.Front)
}

// hostile returns long fields designed to be slow: each would take minutes if any step
// scanned the same text repeatedly.
func hostile() map[string]string {
	fill := func(s string) string { return strings.Repeat(s, tree.MaxHTML/4/len(s)) }
	return map[string]string{
		"open formulas": fill(`\(`), "dollars": fill("$"), "angle brackets": fill("<"), "comments": fill("<!--"), "tags": fill("<b>"), "attributes": "<b " + fill("a=1 ") + ">",
		"formatting": fill("<p><b id=1>"), "tables": fill("<table><tr><td>"), "lists": fill("<ul><li>x"), "sounds": fill("[sound:"), "tts": fill("[anki:tts"), "mathjax": fill("<anki-mathjax>"),
		"clozes": fill("{{c1::"), "cloze texts": fill("{{c1::a}} a "), "different clozes": differentClozes(), "closing": fill("}}"), "hints": "{{c1::a::" + fill("}"), "braces": fill("{"),
		"subscripts": fill("H<sub>2</sub>"), "superscripts": fill("²"), "formula": `\(` + fill("{") + `\)`, "bars": `\(` + strings.Repeat("|(", 1900) + `\)`, "fractions": `\(` + strings.Repeat(`\frac{a}`, 400) + `\)`,
		"ruby": fill("<ruby>"), "furigana": fill("漢[か]"), "words": fill("word "), "one word": fill("a"), "entities": fill("&lt;"), "addresses": fill("http://a "), "scripts": fill("<script>"), "selects": fill("<select>"),
		"math": fill("<math><mi>"), "svg": fill("<svg><g>"), "languages": fill("a я "), "quotes": `<img alt="` + fill("x"), "ends": fill("</p>"), "brackets": fill("["), "parens": fill("("),
		"details": fill("<details>"), "marks": fill("\ufdd0\ufdd6"), "underscores": fill("__ "), "newlines": "<pre><code>" + fill("a\n"),
	}
}

func differentClozes() string {
	var b strings.Builder
	for i := 0; b.Len() < tree.MaxHTML/4; i++ {
		b.WriteString("{{c1::word" + strings.Repeat("x", i%7) + string(rune('a'+i%26)) + "}} word ")
	}
	return b.String()
}

func TestHostileFieldsEnd(t *testing.T) {
	if testing.Short() {
		t.Skip("seconds of work")
	}
	for name, h := range hostile() {
		t.Run(name, func(t *testing.T) {
			for _, nt := range []*study.NoteType{clozeType(), basic(plainFront, plainBack)} {
				q := ask(t, nt, 0, h, h, h)
				noMarkup(t, q)
				markuptest.Harmless(t, q.Front)
				template.Cards(nt, &study.Note{Fields: []string{h, h}})
				Check(q)
				DrivingOK(q)
			}
		})
	}
}

func TestHostileTemplatesEnd(t *testing.T) {
	fill := func(s string) string { return strings.Repeat(s, tree.MaxHTML/4/len(s)) }
	for name, src := range map[string]string{
		"conditionals": fill("{{#Front}}"), "ends": fill("{{/Front}}"), "tags": fill("{{Front}}"), "comments": fill("<!-- -->"), "open": fill("{{"), "nested ends": strings.Repeat("{{#Front}}", 12_000) + strings.Repeat("{{/Front}}", 12_000), "open conditionals and strange ends": strings.Repeat("{{#Front}}", 3000) + strings.Repeat("{{/x}}", 25_000), "scripts": fill("<script>"), "front again": fill("{{FrontSide}}"),
	} {
		t.Run(name, func(t *testing.T) {
			q := ask(t, basic(src, src), 0, "f", "b", "e")
			noMarkup(t, q)
			CheckType(basic(src, src))
		})
	}
}

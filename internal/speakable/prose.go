package speakable

import (
	"strings"

	"carrel/internal/lang"
	"carrel/internal/speakable/mark"
	"carrel/internal/speakable/markup"
	"carrel/internal/speakable/tree"
	"carrel/internal/study"
)

// Prose turns a text (HTML) into speech, one paragraph at a time. Headings, list items,
// table rows and lines of code are paragraphs too. langTag is the language where the
// text does not name one. Parts that cannot be spoken are left out, including pictures
// without a description. As with cards, no markup is ever spoken.
func Prose(html, langTag string) []study.Speech {
	if langTag == "" {
		langTag = "en"
	}
	a := &assembler{lang: langTag, kanaNear: strings.ContainsFunc(html, func(r rune) bool { return lang.ScriptOf(r) == lang.Kana })}
	var out []study.Speech
	for part := range portions(html) {
		for _, b := range markup.WithoutImages(markup.Speak(mark.Clean(part), langTag, markup.Tell).Blocks) {
			if s := wordsAlone(a.block(b)); len(s) > 0 {
				out = append(out, s)
			}
		}
	}
	return out
}

// wordsAlone removes recordings: a text does not come with any.
func wordsAlone(s study.Speech) study.Speech {
	out := s[:0:0]
	for _, seg := range s {
		if seg.Sound == "" {
			out = append(out, seg)
		}
	}
	return out
}

// portionSize is how much HTML is processed at once, in bytes: a chapter can be far
// longer than the limit for a card.
const portionSize = 16 << 10

// portions splits HTML after the ends of blocks. If there is none for a long stretch,
// it splits between words.
func portions(html string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for len(html) > portionSize {
			n := lastEnd(html[:portionSize])
			if !yield(html[:n]) {
				return
			}
			html = html[n:]
		}
		if strings.TrimSpace(html) != "" {
			yield(html)
		}
	}
}

// blockEnds lists the possible ends of a portion, the best first.
var blockEnds = []string{"</p>", "</h1>", "</h2>", "</h3>", "</h4>", "</li>", "</blockquote>", "</pre>", "</tr>", "</div>", "<br>", ". ", " ", ">"}

func lastEnd(s string) int {
	for _, end := range blockEnds {
		if i := strings.LastIndex(s, end); i > len(s)/4 {
			return i + len(end)
		}
	}
	return len(tree.Cut(s, len(s)-4)) // not within a character
}

package speakable

import (
	"strings"

	"carrel/internal/lang"
	"carrel/internal/speakable/mark"
	"carrel/internal/speakable/markup"
	"carrel/internal/speakable/tree"
	"carrel/internal/study"
)

// Prose puts a text (HTML) into words, a paragraph at a time: headings, list
// items, rows of a table and lines of code are paragraphs too. lang is the
// language it is in where it does not say so itself. What cannot be said is
// left out, pictures without a description among it. It keeps the promise of
// cards: no markup is ever spoken.
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

// wordsAlone drops recordings: a text brings none along.
func wordsAlone(s study.Speech) study.Speech {
	out := s[:0:0]
	for _, seg := range s {
		if seg.Sound == "" {
			out = append(out, seg)
		}
	}
	return out
}

// portionSize is how much HTML is looked at in one go, in bytes: a chapter may
// be far longer than what a card is allowed to say.
const portionSize = 16 << 10

// portions cuts HTML after the ends of blocks. Where there is none for long,
// it cuts between words.
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

// blockEnds are what a portion may end with, the best first.
var blockEnds = []string{"</p>", "</h1>", "</h2>", "</h3>", "</h4>", "</li>", "</blockquote>", "</pre>", "</tr>", "</div>", "<br>", ". ", " ", ">"}

func lastEnd(s string) int {
	for _, end := range blockEnds {
		if i := strings.LastIndex(s, end); i > len(s)/4 {
			return i + len(end)
		}
	}
	return len(tree.Cut(s, len(s)-4)) // not within a character
}

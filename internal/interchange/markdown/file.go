package markdown

import (
	"regexp"
	"strings"

	"carrel/internal/interchange/stream"
	"carrel/internal/study"
)

// file is one Markdown file being read.
type file struct {
	path    string // path within the vault, or the file's name
	folder  string // deck of its folder, "" if it has none
	vault   *vault
	tagged  bool // tags in the file mark what are questions
	tags    []string
	deck    string // deck of the next question
	lang    string
	heading string
	parts   []part
}

// part is a piece of a file: a heading, a question or prose.
type part struct {
	line  int
	level int // level of a heading, 0 if it is none
	text  string
	cards []card
	deck  string
	lang  string
	notes []study.ID // identities of the questions, once they are sent
}

var (
	deckTag   = regexp.MustCompile(`(?:^|\s)#(?:flashcards|cards?)((?:/[\p{L}\p{N}_-]+)*)(?:\s|$)`)
	heading   = regexp.MustCompile(`^(#{1,6})\s+(.*?)\s*#*\s*$`)
	fence     = regexp.MustCompile("^\\s*(`{3,}|~{3,})")
	frontTags = regexp.MustCompile(`(?m)^[ \t]*tags?:[ \t]*(.*)$`)
	listTag   = regexp.MustCompile(`(?m)^\s*-\s+["']?#?([\p{L}\p{N}_/-]+)["']?\s*$`)
)

// newFile prepares a file. path is relative and has slashes.
func newFile(path string, v *vault) *file {
	f := &file{path: path, vault: v}
	levels := strings.Split(strings.Trim(path, "/"), "/")
	last := len(levels) - 1
	levels[last] = stream.DeckOfFile(levels[last])
	for i := range levels {
		levels[i] = strings.ReplaceAll(levels[i], "::", ":")
	}
	f.folder = stream.CleanDeck(strings.Join(levels, "::"))
	f.deck = f.folder
	return f
}

// read splits the text into parts.
func (f *file) read(text string) {
	text = strings.ReplaceAll(text, mark, "")
	lines := strings.Split(text, "\n")
	at := f.frontMatter(lines)
	f.tagged = f.tagged || deckTag.MatchString(text)
	var para []string
	start, fenced := at, ""
	flush := func() {
		if len(para) > 0 {
			f.add(para, start)
		}
		para = nil
	}
	for i := at; i < len(lines); i++ {
		line := lines[i]
		if m := fence.FindStringSubmatch(line); m != nil {
			switch {
			case fenced == "":
				fenced = m[1]
			case strings.HasPrefix(m[1], fenced) && strings.TrimSpace(strings.TrimLeft(line, " `~")) == "":
				fenced = ""
			}
		}
		if fenced == "" {
			if strings.TrimSpace(line) == "" {
				flush()
				continue
			}
			if m := heading.FindStringSubmatch(line); m != nil && !deckTag.MatchString(line) && !strings.Contains(blankCode(m[2]), "::") {
				flush()
				f.heading = m[2]
				f.parts = append(f.parts, part{line: i + 1, level: len(m[1]), text: m[2]})
				continue
			}
		}
		if len(para) == 0 {
			start = i
		}
		para = append(para, line)
	}
	flush()
}

// add sorts a paragraph into code, a deck name, questions or prose.
func (f *file) add(para []string, start int) {
	text := strings.Join(para, "\n")
	if m := deckTag.FindStringSubmatch(text); m != nil {
		if sub := strings.Trim(m[1], "/"); sub != "" {
			f.deck = stream.CleanDeck(strings.ReplaceAll(sub, "/", "::"))
		}
		if marksOnly(deckTag.ReplaceAllString(para[0], " ")) {
			if m := metaMark.FindStringSubmatch(para[0]); m != nil {
				if d := parseMeta(m[1]); d != nil && d.Deck != "" {
					f.deck, f.lang = stream.CleanDeck(d.Deck), d.DeckLang
				}
			}
			para = para[1:]
			start++
		}
	}
	if len(para) == 0 {
		return
	}
	p := part{line: start + 1, text: strings.Join(para, "\n"), deck: f.deck, lang: f.lang}
	if !fence.MatchString(para[0]) {
		if strings.Contains(p.text, "%%") {
			para = strings.Split(comment.ReplaceAllStringFunc(p.text, blankLines), "\n")
		}
		p.cards = f.paragraph(para, start+1)
	}
	f.parts = append(f.parts, p)
}

// blankLines returns as many line breaks as s contains, and nothing else.
func blankLines(s string) string { return strings.Repeat("\n", strings.Count(s, "\n")) }

// frontMatter reads the tags in the YAML head and returns the index of the line after it.
func (f *file) frontMatter(lines []string) int {
	if len(lines) == 0 || strings.TrimSpace(lines[0]) != "---" {
		return 0
	}
	for i := 1; i < len(lines) && i < 500; i++ {
		if end := strings.TrimSpace(lines[i]); end != "---" && end != "..." {
			continue
		}
		head := strings.Join(lines[1:i], "\n")
		if m := frontTags.FindStringSubmatchIndex(head); m != nil {
			f.headTags(head[m[2]:m[3]], head[m[3]:])
		}
		return i + 1
	}
	return 0
}

func (f *file) headTags(inline, below string) {
	add := func(tag string) {
		tag = strings.Trim(tag, ` "'#[]`)
		if tag == "" {
			return
		}
		if sub, ok := strings.CutPrefix(tag, "flashcards"); ok {
			f.tagged = true
			if sub = strings.Trim(sub, "/"); sub != "" {
				f.deck = stream.CleanDeck(strings.ReplaceAll(sub, "/", "::"))
			}
			return
		}
		f.tags = append(f.tags, strings.Join(strings.Fields(tag), "-"))
	}
	if strings.TrimSpace(inline) != "" {
		for _, tag := range strings.FieldsFunc(inline, func(r rune) bool { return r == ',' || r == ' ' }) {
			add(tag)
		}
		return
	}
	for _, line := range strings.Split(below, "\n") {
		if strings.TrimSpace(line) == "" {
			continue
		}
		m := listTag.FindStringSubmatch(line)
		if m == nil {
			return
		}
		add(m[1])
	}
}

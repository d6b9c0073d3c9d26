package markdown

import (
	"fmt"
	"html"
	"path"
	"regexp"
	"strconv"
	"strings"

	"carrel/internal/interchange/markup"
)

var (
	comment   = regexp.MustCompile(`(?s)%%.*?%%`)
	embed     = regexp.MustCompile(`!\[\[([^\[\]|#\n]+)(?:#[^\[\]|\n]*)?(?:\|[^\[\]\n]*)?\]\]`)
	wikilink  = regexp.MustCompile(`\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]+))?\]\]`)
	picture   = regexp.MustCompile(`!\[([^\[\]\n]*)\]\(\s*<?([^()\s<>]+)>?(?:\s+"[^"]*")?\s*\)`)
	blockMath = regexp.MustCompile(`(?s)\$\$(.+?)\$\$`)
	math      = regexp.MustCompile(`\$([^\s$](?:[^$\n]*[^\s$\\])?)\$`)
	hashtag   = regexp.MustCompile(`(^|\s)#(?:flashcards|card|cards|spaced|review)(?:/[\p{L}\p{N}_/-]+)?\b`)
	kept      = regexp.MustCompile(mark + `(\d+)` + mark)
)

var sounds = map[string]bool{".mp3": true, ".wav": true, ".ogg": true, ".m4a": true, ".flac": true, ".webm": true}

// html converts Markdown with Obsidian's extensions into HTML.
func (f *file) html(s string) string {
	s = strings.TrimSpace(s)
	if s == "" {
		return ""
	}
	var pieces []string
	keep := func(h string) string {
		pieces = append(pieces, h)
		return fmt.Sprintf("%s%d%s", mark, len(pieces)-1, mark)
	}
	s = comment.ReplaceAllString(s, "")
	s = hashtag.ReplaceAllString(s, "$1")
	s = embed.ReplaceAllStringFunc(s, func(m string) string { return keep(f.media(embed.FindStringSubmatch(m)[1], "")) })
	s = picture.ReplaceAllStringFunc(s, func(m string) string {
		p := picture.FindStringSubmatch(m)
		if strings.Contains(p[2], "://") {
			return keep(html.EscapeString("[image: " + p[1] + "]"))
		}
		return keep(f.media(p[2], p[1]))
	})
	s = wikilink.ReplaceAllStringFunc(s, func(m string) string {
		p := wikilink.FindStringSubmatch(m)
		if p[2] != "" {
			return p[2]
		}
		return strings.TrimSpace(p[1][strings.LastIndexByte(p[1], '#')+1:])
	})
	s = blockMath.ReplaceAllStringFunc(s, func(m string) string {
		return keep(`\[` + html.EscapeString(blockMath.FindStringSubmatch(m)[1]) + `\]`)
	})
	s = math.ReplaceAllStringFunc(s, func(m string) string {
		return keep(`\(` + html.EscapeString(math.FindStringSubmatch(m)[1]) + `\)`)
	})
	out := markup.Markdown(s)
	return kept.ReplaceAllStringFunc(out, func(m string) string {
		i, err := strconv.Atoi(strings.Trim(m, mark))
		if err != nil || i >= len(pieces) {
			return ""
		}
		return pieces[i]
	})
}

// media returns the HTML that shows or plays a file of the vault.
func (f *file) media(target, alt string) string {
	name := path.Base(strings.ReplaceAll(strings.TrimSpace(target), "\\", "/"))
	if f.vault != nil {
		name = f.vault.want(target, name)
	}
	if sounds[strings.ToLower(path.Ext(name))] {
		return "[sound:" + html.EscapeString(name) + "]"
	}
	if strings.Trim(alt, "0123456789x") == "" { // Obsidian writes the width here
		alt = ""
	}
	if alt == "" { // an empty alt would mean that the picture is only decoration
		return fmt.Sprintf(`<img src="%s">`, html.EscapeString(name))
	}
	return fmt.Sprintf(`<img src="%s" alt="%s">`, html.EscapeString(name), html.EscapeString(alt))
}

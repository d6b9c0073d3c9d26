// Package plaintext owns plain text files, which become readings: headings begin
// chapters, blank lines separate paragraphs.
package plaintext

import (
	"context"
	"regexp"
	"strings"
	"unicode"

	"carrel/internal/interchange/markup"
	"carrel/internal/interchange/source"
	"carrel/internal/interchange/stream"
	"carrel/internal/study"
)

// Read yields a text as one reading. A file that is not text, or has none, is an
// Unreadable error.
func Read(ctx context.Context, src source.Source, progress study.Progress) study.Entries {
	return stream.Of(ctx, progress, func(out *stream.Stream) error {
		text, err := src.Text()
		if err != nil {
			return err
		}
		name := stream.DeckOfFile(src.Name)
		r := &study.Reading{ID: study.DeriveID("reading", "text", name), Title: name, Sections: sections(text)}
		if len(r.Sections) == 0 {
			return src.Errorf(study.Unreadable, "the file holds no text")
		}
		for i := range r.Sections {
			if r.Sections[i].Title == "" {
				r.Sections[i].Title = name
			}
		}
		out.In(src.Scope)
		return out.Reading(r, true)
	})
}

var (
	chapter   = regexp.MustCompile(`(?i)^\s*(?:chapter|part|book|section|chapitre|partie|kapitel|teil|capítulo|capitolo)\s+(?:[0-9]{1,4}|[ivxlc]{1,8}|[a-z]{3,10})\b.{0,80}$`)
	numbered  = regexp.MustCompile(`^\s*(?:[0-9]{1,3}|[IVXLC]{1,7})\.?\s+\p{Lu}.{0,70}$`)
	underline = regexp.MustCompile(`^\s*(?:={3,}|-{3,}|\*{3,})\s*$`)
)

// sections splits a text at its headings. A heading is a line between blank lines.
func sections(text string) []study.Section {
	var out []study.Section
	var cur study.Section
	var body strings.Builder
	push := func() {
		cur.HTML = strings.TrimSpace(body.String())
		if cur.HTML != "" {
			out = append(out, cur)
		}
		cur = study.Section{}
		body.Reset()
	}
	for _, para := range strings.Split(text, "\n\n") {
		lines := strings.Split(strings.Trim(para, "\n"), "\n")
		if title := heading(lines); title != "" {
			push()
			cur.Title = title
			continue
		}
		var kept []string
		for _, l := range lines {
			if l = strings.TrimSpace(l); l != "" && !underline.MatchString(l) {
				kept = append(kept, l)
			}
		}
		if len(kept) > 0 {
			body.WriteString("<p>" + markup.Escape(strings.Join(kept, " ")) + "</p>\n")
		}
	}
	push()
	return out
}

func heading(lines []string) string {
	first := strings.TrimSpace(lines[0])
	switch {
	case first == "" || len(first) > 120:
		return ""
	case len(lines) == 2 && underline.MatchString(lines[1]):
		return first
	case len(lines) > 2:
		return ""
	case chapter.MatchString(first):
		if len(lines) == 2 {
			return first + ": " + strings.TrimSpace(lines[1])
		}
		return first
	case len(lines) == 1 && strings.HasPrefix(first, "#"):
		return strings.TrimSpace(strings.TrimLeft(first, "#"))
	case len(lines) == 1 && (numbered.MatchString(first) || capitals(first)) && !strings.HasSuffix(first, "."):
		return first
	}
	return ""
}

// capitals reports whether all letters of a line are capitals.
func capitals(s string) bool {
	letters := 0
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			letters++
		}
	}
	return letters > 3 && len(s) < 80
}

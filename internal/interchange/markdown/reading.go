package markdown

import (
	"strings"

	"carrel/internal/interchange/markup"
	"carrel/internal/study"
)

// minReading is the least amount of text, in bytes, that makes a file a reading.
const minReading = 300

// maxLevel is the deepest level of heading that begins a section.
const maxLevel = 3

// reading returns the file's text as a reading, with a section for each heading and with
// the questions of that section. It returns nil if the file has little text besides the
// questions.
func (f *file) reading() *study.Reading {
	r := &study.Reading{Title: strings.Trim(f.folder[strings.LastIndex(f.folder, "::")+1:], ":")}
	cur := study.Section{}
	prose := 0
	titled := false
	push := func() {
		cur.HTML = strings.TrimSpace(cur.HTML)
		if cur.HTML != "" || len(cur.Notes) > 0 {
			r.Sections = append(r.Sections, cur)
		}
	}
	for _, p := range f.parts {
		switch {
		case p.level > 0 && p.level <= maxLevel:
			title := markup.Text(f.html(p.text))
			if p.level == 1 && !titled && len(r.Sections) == 0 && cur.HTML == "" {
				r.Title, titled = title, true
			}
			push()
			cur = study.Section{Title: title}
		case p.level > 0:
			cur.HTML += "<h4>" + f.html(p.text) + "</h4>\n"
		case len(p.cards) > 0:
			cur.Notes = append(cur.Notes, p.notes...)
		default:
			h := f.html(p.text)
			if !strings.HasPrefix(h, "<") {
				h = "<p>" + h + "</p>"
			}
			prose += len(p.text)
			cur.HTML += h + "\n"
		}
	}
	push()
	if prose < minReading || len(r.Sections) == 0 {
		return nil
	}
	if r.Title == "" {
		r.Title = f.path
	}
	for i := range r.Sections {
		if r.Sections[i].Title == "" {
			r.Sections[i].Title = r.Title
		}
	}
	r.ID = study.DeriveID("reading", "markdown", f.path)
	return r
}

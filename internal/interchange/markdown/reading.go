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
	for _, p := range f.parts {
		switch {
		case p.level > 0 && p.level <= maxLevel:
			title := markup.Text(f.html(p.text))
			if p.level == 1 && !titled && len(r.Sections) == 0 && cur.HTML == "" {
				r.Title, titled = title, true
			}
			addSection(r, cur)
			cur = study.Section{Title: title}
		case p.level > 0:
			cur.HTML += "<h4>" + f.html(p.text) + "</h4>\n"
		case len(p.cards) > 0:
			cur.Notes = append(cur.Notes, p.notes...)
		default:
			prose += len(p.text)
			cur.HTML += f.block(p.text) + "\n"
		}
	}
	addSection(r, cur)
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

// addSection adds a section to a reading, unless the section is empty.
func addSection(r *study.Reading, s study.Section) {
	s.HTML = strings.TrimSpace(s.HTML)
	if s.HTML != "" || len(s.Notes) > 0 {
		r.Sections = append(r.Sections, s)
	}
}

// block returns a text as a block of HTML.
func (f *file) block(text string) string {
	h := f.html(text)
	if !strings.HasPrefix(h, "<") {
		h = "<p>" + h + "</p>"
	}
	return h
}

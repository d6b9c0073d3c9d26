package conversation

import (
	"context"
	"strings"
	"sync"
	"unicode/utf8"

	"carrel/internal/library"
	"carrel/internal/speakable"
	"carrel/internal/speech"
	"carrel/internal/study"
)

// openReading caches the reading that was read last and the passages of one of its
// sections.
type openReading struct {
	mu      sync.Mutex
	reading study.Reading
	at      int // the section that pages belongs to
	lang    string
	pages   []passage
}

func (o *openReading) forget() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.reading, o.at, o.lang, o.pages = study.Reading{}, 0, "", nil
}

// reading returns a reading, from the cache if it was the last one read.
func (c *Conversation) reading(ctx context.Context, id study.ID) (study.Reading, error) {
	c.open.mu.Lock()
	r := c.open.reading
	c.open.mu.Unlock()
	if r.ID == id && !id.IsZero() {
		return r, nil
	}
	r, err := c.store.Reading(ctx, id)
	if err != nil {
		return r, err
	}
	c.open.mu.Lock()
	defer c.open.mu.Unlock()
	c.open.reading, c.open.pages = r, nil
	return r, nil
}

// passage is a stretch of text that is spoken in one go.
type passage struct {
	speech study.Speech
	text   string
	from   int // index of its paragraph's first passage
	to     int // index after its paragraph's last passage
}

// passages splits one section of a text into passages, its title first.
func (c *Conversation) passages(r study.Reading, section int, lang string) []passage {
	c.open.mu.Lock()
	defer c.open.mu.Unlock()
	s := &c.open
	if s.reading.ID == r.ID && s.pages != nil && s.at == section && s.lang == lang {
		return s.pages
	}
	sec := r.Sections[section]
	pages := []passage{}
	paragraphs := speakable.Prose(sec.HTML, lang)
	if title := strings.TrimSpace(sec.Title); title != "" && (len(paragraphs) == 0 || !sameWords(paragraphs[0].Text(), title)) && len(paragraphs) > 0 {
		paragraphs = append(speakable.Prose("<p>"+escape(title)+"</p>", lang), paragraphs...)
	}
	for _, p := range paragraphs {
		from := len(pages)
		for _, said := range sentences(p) {
			pages = append(pages, passage{speech: said, text: said.Text(), from: from})
		}
		for i := from; i < len(pages); i++ {
			pages[i].to = len(pages)
		}
	}
	if s.reading.ID == r.ID {
		s.at, s.lang, s.pages = section, lang, pages
	}
	return pages
}

func escape(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(s)
}

func sameWords(a, b string) bool {
	letters := func(s string) string {
		return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
			return !('a' <= r && r <= 'z') && !('0' <= r && r <= '9') && r < 0x80
		}), " ")
	}
	return letters(a) == letters(b)
}

// sentences splits the speech of a paragraph into passages.
func sentences(p study.Speech) []study.Speech {
	var out []study.Speech
	var cur study.Speech
	size := 0
	flush := func() {
		if size > 0 {
			out = append(out, cur)
		}
		cur, size = nil, 0
	}
	for _, seg := range p {
		if seg.Text == "" {
			if size > 0 {
				cur = append(cur, seg)
			}
			continue
		}
		for _, s := range speech.Sentences(seg.Text, library.LongPassage) {
			n := utf8.RuneCountInString(s)
			if size > 0 && size+n > library.LongPassage {
				flush()
			}
			if k := len(cur); k > 0 && cur[k-1].Text != "" && cur[k-1].Lang == seg.Lang && cur[k-1].Voice == seg.Voice {
				cur[k-1].Text += " " + s
			} else {
				part := seg
				part.Text = s
				cur = append(cur, part)
			}
			if size += n; size >= library.ShortPassage && strings.ContainsRune(".!?…。！？", lastRune(s)) {
				flush()
			}
		}
	}
	flush()
	return out
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, `"'”’»)]`))
	return r
}

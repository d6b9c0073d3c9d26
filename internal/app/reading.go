package app

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"unicode/utf8"

	"carrel/internal/speakable"
	"carrel/internal/speech"
	"carrel/internal/store"
	"carrel/internal/study"
)

// shelf caches what is derived from readings: the size of each, and the passages of
// the reading that is open. An import or an erase, which may change readings, clears it.
type shelf struct {
	mu    sync.Mutex
	sizes map[study.ID]readingSize
	open  study.Reading // the reading that was read last
	at    int           // the section of open that pages belongs to
	lang  string
	pages []passage
}

func (s *shelf) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sizes, s.open, s.at, s.lang, s.pages = nil, study.Reading{}, 0, "", nil
}

// readingSize holds what the library shows of a reading.
type readingSize struct {
	title, author, lang string
	recording           bool
	questions           int
	chapters            []chapterSize
}

type chapterSize struct {
	title     string
	seconds   float64 // at the normal speed
	questions int
}

// spokenChars is how many characters are spoken in a second: 150 words a minute
// of six characters each, including spaces.
const spokenChars = 15

func sizeOf(r study.Reading) readingSize {
	s := readingSize{title: r.Title, author: r.Author, lang: r.Lang}
	for _, sec := range r.Sections {
		c := chapterSize{title: sec.Title, questions: len(sec.Notes)}
		if sec.Media != "" {
			s.recording = true
			c.seconds = float64(max(0, sec.EndMS-sec.StartMS)) / 1000
		} else {
			c.seconds = float64(visible(sec.HTML)) / spokenChars
		}
		s.questions += c.questions
		s.chapters = append(s.chapters, c)
	}
	return s
}

// visible counts the characters of HTML outside its tags.
func visible(html string) int {
	n := 0
	for html != "" {
		text, rest, found := strings.Cut(html, "<")
		n += utf8.RuneCountInString(strings.TrimSpace(text))
		if !found {
			break
		}
		_, html, _ = strings.Cut(rest, ">")
	}
	return n
}

// size returns what the library shows of a reading, from the cache if possible.
func (a *App) size(ctx context.Context, id study.ID) (readingSize, error) {
	a.shelf.mu.Lock()
	s, ok := a.shelf.sizes[id]
	a.shelf.mu.Unlock()
	if ok {
		return s, nil
	}
	r, err := a.store.Reading(ctx, id)
	if err != nil && (study.KindOf(err) != study.Unreadable || r.ID.IsZero()) {
		return s, err
	}
	s = sizeOf(r) // an unreadable reading is listed as empty, so that it can be erased
	a.shelf.mu.Lock()
	defer a.shelf.mu.Unlock()
	if a.shelf.sizes == nil {
		a.shelf.sizes = map[study.ID]readingSize{}
	}
	a.shelf.sizes[id] = s
	return s, nil
}

// reading returns a reading, from the cache if it was the last one read.
func (a *App) reading(ctx context.Context, id study.ID) (study.Reading, error) {
	a.shelf.mu.Lock()
	r := a.shelf.open
	a.shelf.mu.Unlock()
	if r.ID == id && !id.IsZero() {
		return r, nil
	}
	r, err := a.store.Reading(ctx, id)
	if err != nil {
		return r, err
	}
	a.shelf.mu.Lock()
	defer a.shelf.mu.Unlock()
	a.shelf.open, a.shelf.pages = r, nil
	return r, nil
}

// passage is a stretch of text that is spoken in one go.
type passage struct {
	speech study.Speech
	text   string
	from   int // index of its paragraph's first passage
	to     int // index after its paragraph's last passage
}

// Passages are sentences, measured in characters: short ones are joined and long
// ones split, so that none takes more than about twelve seconds.
const (
	shortPassage = 90
	longPassage  = 180
)

// passages splits one section of a text into passages, its title first.
func (a *App) passages(r study.Reading, section int, lang string) []passage {
	a.shelf.mu.Lock()
	defer a.shelf.mu.Unlock()
	s := &a.shelf
	if s.open.ID == r.ID && s.pages != nil && s.at == section && s.lang == lang {
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
	if s.open.ID == r.ID {
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
		for _, s := range speech.Sentences(seg.Text, longPassage) {
			n := utf8.RuneCountInString(s)
			if size > 0 && size+n > longPassage {
				flush()
			}
			if k := len(cur); k > 0 && cur[k-1].Text != "" && cur[k-1].Lang == seg.Lang && cur[k-1].Voice == seg.Voice {
				cur[k-1].Text += " " + s
			} else {
				part := seg
				part.Text = s
				cur = append(cur, part)
			}
			if size += n; size >= shortPassage && strings.ContainsRune(".!?…。！？", lastRune(s)) {
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

// ReadingLine is a reading in the library's list. Minutes are at the learner's
// speed.
type ReadingLine struct {
	ID        study.ID    `json:"id"`
	Title     string      `json:"title"`
	Author    string      `json:"author"`
	Lang      string      `json:"lang"`
	Kind      string      `json:"kind"` // "text" or "recording"
	Chapters  int         `json:"chapters"`
	Questions int         `json:"questions"`
	Minutes   float64     `json:"minutes"`
	Left      float64     `json:"minutes_left"`
	Place     study.Place `json:"place"`
	At        study.Time  `json:"at"` // when it was last heard; 0 for never
	Deck      string      `json:"deck"`
}

// ChapterLine is a section of a reading, as the page lists it.
type ChapterLine struct {
	Title     string  `json:"title"`
	Minutes   float64 `json:"minutes"`
	Questions int     `json:"questions"`
	Heard     bool    `json:"heard"`
	Here      bool    `json:"here"`
}

// ReadingPage is a reading with its sections.
type ReadingPage struct {
	ReadingLine
	Sections []ChapterLine `json:"sections"`
}

func (a *App) readingPage(ctx context.Context, id study.ID, mark store.Bookmark, rate float64) (ReadingPage, error) {
	size, err := a.size(ctx, id)
	if err != nil {
		return ReadingPage{}, err
	}
	p := ReadingPage{ReadingLine: ReadingLine{
		ID: id, Title: size.title, Author: size.author, Lang: size.lang, Kind: "text", Chapters: len(size.chapters),
		Questions: size.questions, Place: mark.Place, At: mark.At,
	}, Sections: []ChapterLine{}}
	if !mark.Deck.IsZero() {
		p.Deck = mark.Deck.String()
	}
	if size.recording {
		p.Kind = "recording"
	}
	at := mark.Place
	for i, c := range size.chapters {
		minutes := c.seconds / 60 / rate
		left := minutes
		switch {
		case at.Done || i < at.Section || (i == at.Section && at.Asking):
			left = 0
		case i == at.Section:
			heard := float64(at.OffsetMS) / 1000
			if !size.recording {
				heard = float64(at.Passage) * (shortPassage + longPassage) / 2 / spokenChars
			}
			left = max(0, left-heard/60/rate)
		}
		p.Minutes += minutes
		p.Left += left
		p.Sections = append(p.Sections, ChapterLine{
			Title: c.title, Minutes: minutes, Questions: c.questions,
			Heard: at.Done || i < at.Section, Here: !at.Done && i == at.Section && mark.At > 0,
		})
	}
	return p, nil
}

// Readings lists the books and recordings.
func (a *App) Readings(ctx context.Context) ([]ReadingLine, error) {
	ids, err := a.store.ReadingIDs(ctx)
	if err != nil {
		return nil, err
	}
	marks, err := a.store.Bookmarks(ctx)
	if err != nil {
		return nil, err
	}
	s, err := a.Settings(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]ReadingLine, 0, len(ids))
	for _, id := range ids {
		p, err := a.readingPage(ctx, id, marks[id], s.Rate)
		if err != nil {
			return nil, err
		}
		out = append(out, p.ReadingLine)
	}
	return out, nil
}

// Reading returns one reading, by its ID or its title, whatever its case.
func (a *App) Reading(ctx context.Context, name string) (ReadingPage, error) {
	id, err := a.ReadingID(ctx, name)
	if err != nil {
		return ReadingPage{}, err
	}
	mark, err := a.store.Bookmark(ctx, id)
	if err != nil {
		return ReadingPage{}, err
	}
	s, err := a.Settings(ctx)
	if err != nil {
		return ReadingPage{}, err
	}
	return a.readingPage(ctx, id, mark, s.Rate)
}

// ReadingID finds a reading by its ID, its title, or the beginning of a title if
// only one reading matches.
func (a *App) ReadingID(ctx context.Context, name string) (study.ID, error) {
	ids, err := a.store.ReadingIDs(ctx)
	if err != nil {
		return study.ID{}, err
	}
	var begins []study.ID
	for _, id := range ids {
		if id.String() == name {
			return id, nil
		}
		size, err := a.size(ctx, id)
		if err != nil {
			return study.ID{}, err
		}
		if strings.EqualFold(size.title, name) {
			return id, nil
		}
		if name != "" && strings.HasPrefix(strings.ToLower(size.title), strings.ToLower(name)) {
			begins = append(begins, id)
		}
	}
	if len(begins) == 1 {
		return begins[0], nil
	}
	return study.ID{}, study.Errorf(study.NotFound, "there is no book or recording %q: look at their titles in the library, or with \"carrel readings\"", name)
}

// EraseReading permanently erases a reading. Its questions are cards of a deck
// and stay.
func (a *App) EraseReading(ctx context.Context, name string) error {
	id, err := a.ReadingID(ctx, name)
	if err != nil {
		return err
	}
	return a.erase(ctx, func() error { return a.store.EraseReading(ctx, id) })
}

// AskFrom chooses the deck whose due cards are asked after sections that have no
// questions of their own; "" chooses no deck.
func (a *App) AskFrom(ctx context.Context, name, deck string) (ReadingPage, error) {
	id, err := a.ReadingID(ctx, name)
	if err != nil {
		return ReadingPage{}, err
	}
	var from study.ID
	if deck != "" {
		if from, err = a.DeckID(ctx, deck); err != nil {
			return ReadingPage{}, err
		}
	}
	if err := a.store.ChangeBookmark(ctx, id, func(m *store.Bookmark) { m.Deck = from }); err != nil {
		return ReadingPage{}, err
	}
	return a.Reading(ctx, id.String())
}

func (a *App) postReading(r *http.Request) (ReadingPage, error) {
	var b struct {
		Deck *string `json:"deck"`
	}
	if err := readJSON(r, &b); err != nil {
		return ReadingPage{}, err
	}
	if b.Deck == nil {
		return a.Reading(r.Context(), r.PathValue("id"))
	}
	return a.AskFrom(r.Context(), r.PathValue("id"), *b.Deck)
}

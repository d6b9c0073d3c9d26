package library

import (
	"context"
	"strings"
	"sync"
	"unicode/utf8"

	"carrel/internal/store"
	"carrel/internal/study"
)

// sizes caches the size of each reading. An import or an erase, which may change
// readings, clears it.
type sizes struct {
	mu   sync.Mutex
	byID map[study.ID]readingSize
}

func (s *sizes) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.byID = nil
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
func (l *Library) size(ctx context.Context, id study.ID) (readingSize, error) {
	l.sizes.mu.Lock()
	s, ok := l.sizes.byID[id]
	l.sizes.mu.Unlock()
	if ok {
		return s, nil
	}
	r, err := l.store.Reading(ctx, id)
	if err != nil && (study.KindOf(err) != study.Unreadable || r.ID.IsZero()) {
		return s, err
	}
	s = sizeOf(r) // an unreadable reading is listed as empty, so that it can be erased
	l.sizes.mu.Lock()
	defer l.sizes.mu.Unlock()
	if l.sizes.byID == nil {
		l.sizes.byID = map[study.ID]readingSize{}
	}
	l.sizes.byID[id] = s
	return s, nil
}

// Passages are sentences, measured in characters: short ones are joined and long
// ones split, so that none takes more than about twelve seconds.
const (
	ShortPassage = 90
	LongPassage  = 180
)

// ReadingKind is what a reading consists of.
type ReadingKind string

// The kinds of reading.
const (
	ReadingText      ReadingKind = "text"
	ReadingRecording ReadingKind = "recording"
)

// ReadingRow is a reading in the library's list. Minutes are at the learner's
// speed.
type ReadingRow struct {
	ID        study.ID    `json:"id"`
	Title     string      `json:"title"`
	Author    string      `json:"author"`
	Lang      string      `json:"lang"`
	Kind      ReadingKind `json:"kind"`
	Chapters  int         `json:"chapters"`
	Questions int         `json:"questions"`
	Minutes   float64     `json:"minutes"` // at the learner's speed of speech
	Left      float64     `json:"minutes_left"`
	Place     study.Place `json:"place"`
	At        study.Time  `json:"at"`   // when it was last heard, in ms since 1970; 0 for never
	Deck      string      `json:"deck"` // the deck asked after sections without questions of their own; "" for none
}

// Chapter is a section of a reading, as the page lists it.
type Chapter struct {
	Title     string  `json:"title"`
	Minutes   float64 `json:"minutes"`
	Questions int     `json:"questions"`
	Heard     bool    `json:"heard"`
	Here      bool    `json:"here"`
}

// ReadingPage is a reading with its sections.
type ReadingPage struct {
	ReadingRow
	Sections []Chapter `json:"sections"`
}

func (l *Library) readingPage(ctx context.Context, id study.ID, mark store.Bookmark, rate float64) (ReadingPage, error) {
	size, err := l.size(ctx, id)
	if err != nil {
		return ReadingPage{}, err
	}
	p := ReadingPage{ReadingRow: ReadingRow{
		ID: id, Title: size.title, Author: size.author, Lang: size.lang, Kind: ReadingText, Chapters: len(size.chapters),
		Questions: size.questions, Place: mark.Place, At: mark.At,
	}, Sections: []Chapter{}}
	if !mark.Deck.IsZero() {
		p.Deck = mark.Deck.String()
	}
	if size.recording {
		p.Kind = ReadingRecording
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
				heard = float64(at.Passage) * (ShortPassage + LongPassage) / 2 / spokenChars
			}
			left = max(0, left-heard/60/rate)
		}
		p.Minutes += minutes
		p.Left += left
		p.Sections = append(p.Sections, Chapter{
			Title: c.title, Minutes: minutes, Questions: c.questions,
			Heard: at.Done || i < at.Section, Here: !at.Done && i == at.Section && mark.At > 0,
		})
	}
	return p, nil
}

// Readings lists the books and recordings.
func (l *Library) Readings(ctx context.Context) ([]ReadingRow, error) {
	ids, err := l.store.ReadingIDs(ctx)
	if err != nil {
		return nil, err
	}
	marks, err := l.store.Bookmarks(ctx)
	if err != nil {
		return nil, err
	}
	s, err := l.Settings(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]ReadingRow, 0, len(ids))
	for _, id := range ids {
		p, err := l.readingPage(ctx, id, marks[id], s.Rate)
		if err != nil {
			return nil, err
		}
		out = append(out, p.ReadingRow)
	}
	return out, nil
}

// Reading returns one reading, by its ID or its title, whatever its case.
func (l *Library) Reading(ctx context.Context, name string) (ReadingPage, error) {
	id, err := l.ReadingID(ctx, name)
	if err != nil {
		return ReadingPage{}, err
	}
	mark, err := l.store.Bookmark(ctx, id)
	if err != nil {
		return ReadingPage{}, err
	}
	s, err := l.Settings(ctx)
	if err != nil {
		return ReadingPage{}, err
	}
	return l.readingPage(ctx, id, mark, s.Rate)
}

// ReadingID finds a reading by its ID, its title, or the beginning of a title if
// only one reading matches.
func (l *Library) ReadingID(ctx context.Context, name string) (study.ID, error) {
	ids, err := l.store.ReadingIDs(ctx)
	if err != nil {
		return study.ID{}, err
	}
	var begins []study.ID
	for _, id := range ids {
		if id.String() == name {
			return id, nil
		}
		size, err := l.size(ctx, id)
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
func (l *Library) EraseReading(ctx context.Context, name string) error {
	id, err := l.ReadingID(ctx, name)
	if err != nil {
		return err
	}
	return l.erase(ctx, func() error { return l.store.EraseReading(ctx, id) })
}

// AskFrom chooses the deck whose due cards are asked after sections that have no
// questions of their own; "" chooses no deck.
func (l *Library) AskFrom(ctx context.Context, name, deck string) (ReadingPage, error) {
	id, err := l.ReadingID(ctx, name)
	if err != nil {
		return ReadingPage{}, err
	}
	var from study.ID
	if deck != "" {
		if from, err = l.DeckID(ctx, deck); err != nil {
			return ReadingPage{}, err
		}
	}
	if err := l.store.ChangeBookmark(ctx, id, func(m *store.Bookmark) { m.Deck = from }); err != nil {
		return ReadingPage{}, err
	}
	return l.Reading(ctx, id.String())
}

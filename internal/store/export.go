package store

import (
	"context"
	"encoding/json"
	"io"
	"slices"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/study"
)

// Choice says what an export holds.
type Choice struct {
	Decks []study.ID // with the decks below them; none means everything
	Bare  bool       // without reviews, settings and what is known of the learner's memory: to give away
}

// Export streams the collection in the order study.Entry asks for, as it is at
// the moment the first entry is read, whatever is written meanwhile. A choice of
// decks comes with their notes, the note types and media those use, and the
// readings of the decks; settings come only with everything. The stream must be
// read to its end or left by break, and the store must not be called from within.
func (s *Store) Export(ctx context.Context, choice Choice) study.Entries {
	return func(yield func(study.Entry, error) bool) {
		err := s.read(ctx, func(c *conn) error {
			decks, err := deckNumbers(c, choice.Decks)
			if err != nil {
				return err
			}
			x := exporter{c: c, files: s.files, choice: choice, decks: decks, yield: yield}
			return x.all()
		})
		if err != nil && err != errStopped {
			yield(study.Entry{}, err)
		}
	}
}

// errStopped ends an export whose reader has had enough.
var errStopped = study.Errorf(study.Internal, "the reader of an export stopped")

type exporter struct {
	c      *conn
	files  Files
	choice Choice
	decks  []int64 // nil for all
	yield  func(study.Entry, error) bool
}

func (x *exporter) give(e study.Entry) error {
	if !x.yield(e, nil) {
		return errStopped
	}
	return nil
}

func (x *exporter) all() error {
	for _, part := range []func() error{x.settings, x.deckEntries, x.types, x.notes, x.cards, x.reviews, x.readings, x.media} {
		if err := part(); err != nil {
			return err
		}
	}
	return nil
}

// in is a condition on a column of deck numbers. The numbers are ours, so they
// may stand in the text; there are too many of them at times for parameters.
func (x *exporter) in(column string) string {
	if x.decks == nil {
		return "1"
	}
	b, _ := json.Marshal(x.decks)
	return column + " IN (SELECT value FROM json_each('" + string(b) + "'))"
}

// noteIn is a condition on notes t: that one of its cards is in the decks.
func (x *exporter) noteIn() string {
	if x.decks == nil {
		return "1"
	}
	return "EXISTS (SELECT 1 FROM cards k WHERE k.note = t.n AND " + x.in("k.deck") + ")"
}

// cardIn is a condition on cards c. Only numbers are sorted for it, never rows.
func (x *exporter) cardIn() string {
	if x.decks == nil {
		return "1"
	}
	return "c.n IN (SELECT n FROM cards WHERE " + x.in("deck") + ")"
}

func (x *exporter) settings() error {
	if x.decks != nil || x.choice.Bare {
		return nil
	}
	return x.c.each("SELECT key, value FROM settings ORDER BY key", func(r *sqlite3.Stmt) error {
		return x.give(study.Entry{Setting: &study.Setting{Key: r.ColumnText(0), Value: r.ColumnText(1)}})
	})
}

func (x *exporter) deckEntries() error {
	return x.c.each("SELECT "+deckColumns+" FROM decks WHERE "+x.in("n")+" ORDER BY n", func(r *sqlite3.Stmt) error {
		_, d := readDeck(r)
		if x.choice.Bare {
			d.Retention, d.Deadline = 0, 0
		}
		return x.give(study.Entry{Deck: &d})
	})
}

func (x *exporter) types() error {
	where := "1"
	if x.decks != nil {
		where = "n IN (SELECT t.type FROM notes t WHERE " + x.noteIn() + ")"
	}
	return x.c.each("SELECT "+typeColumns+" FROM note_types WHERE "+where+" ORDER BY n", func(r *sqlite3.Stmt) error {
		_, t, err := readType(r)
		if err != nil {
			return err
		}
		return x.give(study.Entry{NoteType: &t})
	})
}

func (x *exporter) notes() error {
	return x.c.each(selectNote+"WHERE "+x.noteIn()+" ORDER BY t.n", func(r *sqlite3.Stmt) error {
		_, t, err := readNote(r)
		if err != nil {
			return err
		}
		return x.give(study.Entry{Note: &t})
	})
}

func (x *exporter) cards() error {
	return x.c.each(selectCard+"WHERE "+x.cardIn()+" ORDER BY c.n", func(r *sqlite3.Stmt) error {
		k := readCard(r).Card
		if x.choice.Bare {
			k.Suspended, k.Retention, k.Origin, k.Schedule = false, 0, nil, study.Schedule{}
		}
		return x.give(study.Entry{Card: &k})
	})
}

func (x *exporter) reviews() error {
	if x.choice.Bare {
		return nil
	}
	return x.c.each(`SELECT k.id, r.at, r.id, r.kind, r.grade, r.took_ms, r.how, r.cancels, r.state, r.origin, r.follows
		FROM reviews r CROSS JOIN cards k ON k.n = r.card WHERE `+x.in("k.deck")+` ORDER BY r.card, r.at, r.id`, func(r *sqlite3.Stmt) error {
		v, err := readReview(r, 1, columnID(r, 0))
		if err != nil {
			return err
		}
		return x.give(study.Entry{Review: &v})
	})
}

func (x *exporter) readings() error {
	where := "1"
	if x.decks != nil {
		where = "deck IN (SELECT id FROM decks WHERE " + x.in("n") + ")"
	}
	return x.c.each("SELECT "+readingColumns+" FROM readings WHERE "+where+" ORDER BY n", func(r *sqlite3.Stmt) error {
		v, err := readReading(r)
		if err != nil {
			return err
		}
		return x.give(study.Entry{Reading: &v})
	})
}

func (x *exporter) media() error {
	wanted := func(string) bool { return true }
	if x.decks != nil {
		used, err := x.usedMedia()
		if err != nil {
			return err
		}
		wanted = func(name string) bool { return used[name] }
	}
	return x.c.each("SELECT name, hash, size FROM media ORDER BY name", func(r *sqlite3.Stmt) error {
		m := readMedia(r, x.files)
		if !wanted(m.Name) {
			return nil
		}
		return x.give(study.Entry{Media: &m})
	})
}

// usedMedia are the names the chosen decks refer to.
func (x *exporter) usedMedia() (map[string]bool, error) {
	used := map[string]bool{}
	add := func(name string) { used[name] = true }
	collect := func(r *sqlite3.Stmt) error {
		for i := range r.ColumnCount() {
			namesIn(r.ColumnText(i), add)
		}
		return nil
	}
	for _, query := range []string{
		"SELECT t.fields, t.item FROM notes t WHERE " + x.noteIn(),
		"SELECT templates, css FROM note_types WHERE n IN (SELECT t.type FROM notes t WHERE " + x.noteIn() + ")",
		"SELECT sections FROM readings WHERE deck IN (SELECT id FROM decks WHERE " + x.in("n") + ")",
	} {
		if err := x.c.each(query, collect); err != nil {
			return nil, err
		}
	}
	return used, nil
}

// namesIn calls f with the names of media in a column: HTML, or JSON that holds
// HTML and names.
func namesIn(text string, f func(string)) {
	if text == "" {
		return
	}
	if text[0] != '{' && text[0] != '[' {
		mediaNames(text, f)
		return
	}
	var v any
	if json.Unmarshal([]byte(text), &v) != nil {
		mediaNames(text, f)
		return
	}
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case string:
			f(v)
			mediaNames(v, f)
		case []any:
			for _, x := range v {
				walk(x)
			}
		case map[string]any:
			for _, x := range v {
				walk(x)
			}
		}
	}
	walk(v)
}

const readingColumns = "n, id, deck, title, author, lang, sections"

func readReading(r *sqlite3.Stmt) (study.Reading, error) {
	v := study.Reading{ID: columnID(r, 1), Deck: columnID(r, 2), Title: r.ColumnText(3), Author: r.ColumnText(4), Lang: r.ColumnText(5)}
	if err := json.Unmarshal(r.ColumnRawText(6), &v.Sections); err != nil {
		return v, study.Because(err, study.Unreadable, "The reading %q is damaged. Import it again.", v.Title)
	}
	return v, nil
}

func readMedia(r *sqlite3.Stmt, files Files) study.Media {
	m := study.Media{Name: r.ColumnText(0), Hash: r.ColumnText(1), Size: r.ColumnInt64(2)}
	m.Open = func() (io.ReadCloser, error) {
		f, err := files.Open(m.Hash)
		if err != nil {
			return nil, study.Because(err, study.NotFound, "The media file %q is missing. Import the deck it came with again.", m.Name)
		}
		return f, nil
	}
	return m
}

// Media finds a media file by its name, or NotFound.
func (s *Store) Media(ctx context.Context, name string) (study.Media, error) {
	var m study.Media
	err := s.read(ctx, func(c *conn) error {
		found, err := c.one("SELECT name, hash, size FROM media WHERE name = ?", func(r *sqlite3.Stmt) error {
			m = readMedia(r, s.files)
			return nil
		}, name)
		if err == nil && !found {
			return study.Errorf(study.NotFound, "There is no media file %q in this collection.", name)
		}
		return err
	})
	return m, err
}

// OpenMedia returns the bytes of a media file, which can be sought in.
func (s *Store) OpenMedia(ctx context.Context, name string) (io.ReadSeekCloser, study.Media, error) {
	m, err := s.Media(ctx, name)
	if err != nil {
		return nil, m, err
	}
	f, err := s.files.Open(m.Hash)
	if err != nil {
		return nil, m, study.Because(err, study.NotFound, "The media file %q is missing. Import the deck it came with again.", name)
	}
	return f, m, nil
}

// Readings lists the readings, in the order they came in.
func (s *Store) Readings(ctx context.Context) ([]study.Reading, error) {
	var list []study.Reading
	err := s.read(ctx, func(c *conn) error {
		return c.each("SELECT "+readingColumns+" FROM readings ORDER BY n", func(r *sqlite3.Stmt) error {
			v, err := readReading(r)
			list = append(list, v)
			return err
		})
	})
	return slices.Clip(list), err
}

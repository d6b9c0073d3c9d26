package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/store/db"
	"carrel/internal/store/home"
	"carrel/internal/store/table"
	"carrel/internal/study"
)

// ExportOptions says what an export contains.
type ExportOptions struct {
	Decks           []study.ID // including the decks below them; empty means everything
	WithoutProgress bool       // without reviews, settings and memory states, for giving away
}

// Export streams the collection in the order that study.Entry requires, as a snapshot
// taken when the first entry is read. A choice of decks includes their notes, the note
// types and media that those use, and the readings of the decks. Settings are included
// only in an export of everything.
//
// What cannot be read becomes a skip that is Lost, one for each row; the rows in the
// stream are counted against the tables. An unreadable note or note type is replaced by a
// stand-in, so that its cards and reviews are kept. An error ends the stream if pages of
// the database cannot be read.
//
// The stream must be read to its end or left by break. The store must not be called while
// it is being read.
func (s *Store) Export(ctx context.Context, choice ExportOptions) study.Entries {
	return func(yield func(study.Entry, error) bool) {
		err := s.read(ctx, func(c *db.Conn) error {
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

// errStopped ends an export whose reader has stopped.
var errStopped = study.Errorf(study.Internal, "the reader of an export stopped")

type exporter struct {
	c      *db.Conn
	files  home.Files
	choice ExportOptions
	decks  []int64 // nil for all
	yield  func(study.Entry, error) bool

	given int // rows of the part being exported, lost ones included
}

func (x *exporter) give(e study.Entry) error {
	x.given++
	return x.tell(e)
}

func (x *exporter) tell(e study.Entry) error {
	if !x.yield(e, nil) {
		return errStopped
	}
	return nil
}

// lose reports that a row, or a part of one, is missing from the export.
func (x *exporter) lose(why, what string, args ...any) error {
	return x.tell(study.Entry{Skip: &study.Skip{What: fmt.Sprintf(what, args...), Why: why, Lost: true}})
}

const whyDamaged = "its content in the collection is damaged"

// origin returns the origin stored in a row, or nil if it cannot be read.
func (x *exporter) origin(raw json.RawMessage, what string, args ...any) (json.RawMessage, error) {
	if table.WholeOrigin(raw) == nil {
		return raw, nil
	}
	return nil, x.lose(whyDamaged, "what the "+what+" keeps of its origin", args...)
}

// all exports every part and compares the number of rows with the tables.
func (x *exporter) all() error {
	for _, part := range []struct {
		give func() error
		what string
		rows string // FROM …, for the rows to export; "" if nothing of the part was chosen
	}{
		{x.settings, "settings", x.everything("settings")},
		{x.deckEntries, "decks", "decks NOT INDEXED WHERE " + x.in("n")},
		{x.types, "note types", "note_types NOT INDEXED WHERE " + x.typeIn()},
		{x.notes, "notes", "notes t WHERE " + x.noteIn()},
		{x.cards, "cards", "cards c WHERE " + x.cardIn()},
		{x.reviews, "reviews", x.reviewRows()},
		{x.readings, "books and recordings", "readings NOT INDEXED WHERE " + x.readingIn()},
		{x.media, "media files", x.everything("media")},
	} {
		x.given = 0
		if err := part.give(); err != nil {
			return err
		}
		if part.rows == "" {
			continue
		}
		want, err := x.c.Int("SELECT count(*) FROM " + part.rows)
		if err != nil {
			return err
		}
		for range want - x.given {
			if err := x.lose("it, or what it belongs to, cannot be found", "one of the %s", part.what); err != nil {
				return err
			}
		}
	}
	return nil
}

// everything returns the table's name for an export of everything, else "".
func (x *exporter) everything(table string) string {
	if x.decks != nil || x.choice.WithoutProgress {
		return ""
	}
	return table
}

func (x *exporter) reviewRows() string {
	switch {
	case x.choice.WithoutProgress:
		return ""
	case x.decks == nil:
		return "reviews"
	}
	return "reviews WHERE card IN (SELECT n FROM cards WHERE " + x.in("deck") + ")"
}

// in returns a condition on a column of deck numbers. The numbers are the store's own, so
// they are safe in the SQL text; there can be too many of them for parameters.
func (x *exporter) in(column string) string {
	if x.decks == nil {
		return "1"
	}
	b, _ := json.Marshal(x.decks)
	return column + " IN (SELECT value FROM json_each('" + string(b) + "'))"
}

// noteIn returns a condition on notes t: one of its cards is in the decks.
func (x *exporter) noteIn() string {
	if x.decks == nil {
		return "1"
	}
	return "EXISTS (SELECT 1 FROM cards k WHERE k.note = t.n AND " + x.in("k.deck") + ")"
}

// cardIn returns a condition on cards c. It sorts only numbers, never rows.
func (x *exporter) cardIn() string {
	if x.decks == nil {
		return "1"
	}
	return "c.n IN (SELECT n FROM cards WHERE " + x.in("deck") + ")"
}

// typeIn returns a condition on note_types.
func (x *exporter) typeIn() string {
	if x.decks == nil {
		return "1"
	}
	return "n IN (SELECT t.type FROM notes t WHERE " + x.noteIn() + ")"
}

// readingIn returns a condition on readings.
func (x *exporter) readingIn() string {
	if x.decks == nil {
		return "1"
	}
	return "deck IN (SELECT id FROM decks WHERE " + x.in("n") + ")"
}

func (x *exporter) settings() error {
	if x.decks != nil || x.choice.WithoutProgress {
		return nil
	}
	return x.c.Each("SELECT key, value FROM settings ORDER BY key", func(r *sqlite3.Stmt) error {
		v := study.Setting{Key: r.ColumnText(0), Value: r.ColumnText(1)}
		if v.Key == "" || !json.Valid([]byte(v.Value)) {
			x.given++
			return x.lose(whyDamaged, "setting %q", v.Key)
		}
		return x.give(study.Entry{Setting: &v})
	})
}

func (x *exporter) deckEntries() error {
	return x.c.Each("SELECT "+table.DeckColumns+" FROM decks WHERE "+x.in("n")+" ORDER BY n", func(r *sqlite3.Stmt) (err error) {
		_, d := table.ReadDeck(r)
		if d.Origin, err = x.origin(d.Origin, "deck %q", d.Name); err != nil {
			return err
		}
		if x.choice.WithoutProgress {
			d.Retention, d.Deadline = 0, 0
		}
		return x.give(study.Entry{Deck: &d})
	})
}

func (x *exporter) types() error {
	return x.c.Each("SELECT "+table.TypeColumns+" FROM note_types WHERE "+x.typeIn()+" ORDER BY n", func(r *sqlite3.Stmt) error {
		n, t, err := table.ReadType(r)
		if table.IsDamaged(err) {
			if err := x.lose(whyDamaged, "note type %q", t.Name); err != nil {
				return err
			}
			if err := x.stand(n, &t); err != nil {
				return err
			}
		} else if err != nil {
			return err
		}
		if t.Origin, err = x.origin(t.Origin, "note type %q", t.Name); err != nil {
			return err
		}
		return x.give(study.Entry{NoteType: &t})
	})
}

// stand replaces the unreadable content of a note type: the fields are those of its notes,
// and its template asks the first and answers with the others.
func (x *exporter) stand(n int64, t *study.NoteType) error {
	separators, err := x.c.Int("SELECT max(length(fields) - length(replace(fields, char(31), ''))) FROM notes WHERE type = ?", n)
	if err != nil {
		return err
	}
	*t = PlaceholderType(*t, separators+1)
	return nil
}

// PlaceholderType returns a note type with a number of fields that stands for an unreadable one.
// An import of the real one replaces it.
func PlaceholderType(t study.NoteType, fields int) study.NoteType {
	t.Modified, t.Kind, t.Fields, t.CSS, t.Origin = table.Placeholder, study.Standard, nil, "", nil
	back := ""
	for i := range max(1, fields) {
		name := fmt.Sprint("Field ", i+1)
		t.Fields = append(t.Fields, study.Field{Name: name})
		if i > 0 {
			back += "<p>{{" + name + "}}</p>"
		}
	}
	t.Templates = []study.Template{{Name: "1", Front: "{{Field 1}}", Back: back}}
	return t
}

func (x *exporter) notes() error {
	return x.c.Each(table.SelectNote+"WHERE "+x.noteIn()+" ORDER BY t.n", func(r *sqlite3.Stmt) error {
		_, t, err := table.ReadNote(r)
		if table.IsDamaged(err) || err == nil && t.Item == nil && t.Type.IsZero() {
			if err := x.lose(whyDamaged, "note %s", t.ID); err != nil {
				return err
			}
			t = PlaceholderNote(t)
		} else if err != nil {
			return err
		}
		if t.Origin, err = x.origin(t.Origin, "note %s", t.ID); err != nil {
			return err
		}
		return x.give(study.Entry{Note: &t})
	})
}

// PlaceholderNote returns a note that stands for an unreadable one, so that its cards and their
// reviews have a note to belong to. An import of the real one replaces it.
func PlaceholderNote(t study.Note) study.Note {
	t.Type, t.Fields, t.Origin, t.Modified = study.ID{}, nil, nil, table.Placeholder
	t.Item = &study.Item{Kind: study.Short, Stem: "<p>This note could not be read.</p>", Answer: "<p>Import the file it came from again.</p>"}
	return t
}

func (x *exporter) cards() error {
	return x.c.Each(table.SelectCard+"WHERE "+x.cardIn()+" ORDER BY c.n", func(r *sqlite3.Stmt) (err error) {
		k := table.ReadCard(r).Card
		if k.Origin, err = x.origin(k.Origin, "card %s", k.ID); err != nil {
			return err
		}
		if x.choice.WithoutProgress {
			k.Suspended, k.Retention, k.Origin, k.Schedule = false, 0, nil, study.Schedule{}
		}
		return x.give(study.Entry{Card: &k})
	})
}

func (x *exporter) reviews() error {
	if x.choice.WithoutProgress {
		return nil
	}
	return x.c.Each(`SELECT k.id, r.at, r.id, r.kind, r.grade, r.took_ms, r.how, r.cancels, r.state, r.origin, r.follows
		FROM reviews r CROSS JOIN cards k ON k.n = r.card WHERE `+x.in("k.deck")+` ORDER BY r.card, r.at, r.id`, func(r *sqlite3.Stmt) error {
		v, err := table.ReadReview(r, 1, db.ColumnID(r, 0))
		if table.IsDamaged(err) || err == nil && v.Kind == "" {
			x.given++
			return x.lose(whyDamaged, "review %s", v.ID)
		}
		if err != nil {
			return err
		}
		if v.Origin, err = x.origin(v.Origin, "review %s", v.ID); err != nil {
			return err
		}
		return x.give(study.Entry{Review: &v})
	})
}

func (x *exporter) readings() error {
	return x.c.Each("SELECT "+table.ReadingColumns+" FROM readings WHERE "+x.readingIn()+" ORDER BY n", func(r *sqlite3.Stmt) error {
		v, err := table.ReadReading(r)
		if table.IsDamaged(err) {
			x.given++
			return x.lose(whyDamaged, "book or recording %q", v.Title)
		}
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
	return x.c.Each("SELECT name, hash, size FROM media ORDER BY name", func(r *sqlite3.Stmt) error {
		m := readMedia(r, x.files)
		if !wanted(m.Name) {
			return nil
		}
		return x.give(study.Entry{Media: &m})
	})
}

// usedMedia returns the media names that the chosen decks refer to.
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
		if err := x.c.Each(query, collect); err != nil {
			return nil, err
		}
	}
	return used, nil
}

// namesIn calls f with the media names in the text of a column: HTML, or JSON that holds
// HTML and names.
func namesIn(text string, f func(string)) {
	if text == "" {
		return
	}
	if text[0] != '{' && text[0] != '[' {
		table.MediaNames(text, f)
		return
	}
	var v any
	if json.Unmarshal([]byte(text), &v) != nil {
		table.MediaNames(text, f)
		return
	}
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case string:
			f(v)
			table.MediaNames(v, f)
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

func readMedia(r *sqlite3.Stmt, files home.Files) study.Media {
	return MediaFile(files, r.ColumnText(0), r.ColumnText(1), r.ColumnInt64(2))
}

// MediaFile returns a media file whose bytes are in files.
func MediaFile(files home.Files, name, hash string, size int64) study.Media {
	m := study.Media{Name: name, Hash: hash, Size: size}
	m.Open = func() (io.ReadCloser, error) {
		f, err := files.Open(m.Hash)
		if err != nil {
			return nil, noMedia(m.Name, err)
		}
		return f, nil
	}
	return m
}

// noMedia returns the error for a media file that cannot be opened. Only a missing file is
// NotFound: an export goes on without it, but fails for a file that a fault of the disk or
// the system makes unreadable.
func noMedia(name string, err error) error {
	var file *fs.PathError
	if errors.Is(err, fs.ErrNotExist) {
		return study.Because(err, study.NotFound, "the media file %q is missing. Import the deck it came with again", name)
	}
	if errors.As(err, &file) {
		return study.Because(err, study.Unavailable, "the media file %q cannot be read: %v. Try again, and check the disk if it stays so", name, file.Err)
	}
	return study.Because(err, study.Unavailable, "the media file %q cannot be read: %v. Try again", name, err)
}

// Media returns a media file by its name. The error is NotFound where there is none.
func (s *Store) Media(ctx context.Context, name string) (study.Media, error) {
	var m study.Media
	err := s.read(ctx, func(c *db.Conn) error {
		found, err := c.One("SELECT name, hash, size FROM media WHERE name = ?", func(r *sqlite3.Stmt) error {
			m = readMedia(r, s.files)
			return nil
		}, name)
		if err == nil && !found {
			return study.Errorf(study.NotFound, "there is no media file %q in this collection", name)
		}
		return err
	})
	return m, err
}

// OpenMedia opens a media file for reading and seeking.
func (s *Store) OpenMedia(ctx context.Context, name string) (io.ReadSeekCloser, study.Media, error) {
	m, err := s.Media(ctx, name)
	if err != nil {
		return nil, m, err
	}
	f, err := s.files.Open(m.Hash)
	if err != nil {
		return nil, m, noMedia(name, err)
	}
	return f, m, nil
}

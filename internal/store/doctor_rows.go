package store

import (
	"encoding/json"
	"fmt"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/store/db"
	"carrel/internal/store/plan"
	"carrel/internal/store/table"
	"carrel/internal/study"
)

// rows reads every row as the program does, because SQLite's own check does not look at
// the content of rows.
func (d *doctor) rows(c *db.Conn) error {
	for _, check := range []func(c *db.Conn) error{
		d.settingRows, d.deckRows, d.typeRows, d.noteRows, d.cardRows, d.reviewRows, d.readingRows, d.sessionRow,
	} {
		if err := d.unreadable(check(c)); err != nil {
			return err
		}
	}
	return nil
}

// unread collects the unreadable rows of one table.
type unread struct {
	d     *doctor
	todo  string
	count int
}

const (
	todoNote    = "Import the file it came from again, or erase its card (in the list of cards, or with “carrel erase --card ID”)."
	todoAgain   = "Import a backup that has it whole."
	todoReading = "Import it again, or erase it."
)

func (u *unread) add(what string, args ...any) {
	if u.count++; u.count <= manyFindings {
		u.d.found(Finding{What: fmt.Sprintf(what, args...), Todo: u.todo})
	}
}

func (u *unread) end(what string) {
	if u.count > manyFindings {
		u.d.found(Finding{What: fmt.Sprintf("so are %d more %s", u.count-manyFindings, what), Todo: u.todo})
	}
}

// row checks the parts that every row with an ID has.
func (u *unread) row(what string, id []byte, origin json.RawMessage, err error) error {
	switch {
	case table.IsDamaged(err):
		u.add("%s cannot be read", what)
	case err != nil:
		return err
	case len(id) != len(study.ID{}):
		u.add("%s has an identity that is no identity", what)
	case table.WholeOrigin(origin) != nil:
		u.add("%s keeps something of its origin that cannot be read", what)
	}
	return nil
}

func (d *doctor) settingRows(c *db.Conn) error {
	u := unread{d: d, todo: "Choose it again in the settings."}
	err := c.Each("SELECT key, value FROM settings ORDER BY key", func(r *sqlite3.Stmt) error {
		key, value := r.ColumnText(0), r.ColumnText(1)
		if key == "" || !json.Valid([]byte(value)) {
			u.add("the setting %q cannot be read", key)
			return nil
		}
		if _, err := plan.New(nil).Set(key, value); err != nil {
			u.add("the setting %q makes no sense and counts as not chosen", key)
		}
		return nil
	})
	u.end("settings")
	return err
}

func (d *doctor) deckRows(c *db.Conn) error {
	u := unread{d: d, todo: todoAgain}
	err := c.Each("SELECT "+table.DeckColumns+" FROM decks ORDER BY n", func(r *sqlite3.Stmt) error {
		_, deck := table.ReadDeck(r)
		return u.row(fmt.Sprintf("the deck %q", deck.Name), r.ColumnRawBlob(1), deck.Origin, nil)
	})
	u.end("decks")
	return err
}

func (d *doctor) typeRows(c *db.Conn) error {
	u := unread{d: d, todo: "Import the file it came from again."}
	err := c.Each("SELECT "+table.TypeColumns+" FROM note_types ORDER BY n", func(r *sqlite3.Stmt) error {
		_, t, err := table.ReadType(r)
		return u.row(fmt.Sprintf("the note type %q", t.Name), r.ColumnRawBlob(1), t.Origin, err)
	})
	u.end("note types")
	return err
}

func (d *doctor) noteRows(c *db.Conn) error {
	u := unread{d: d, todo: todoNote}
	done := 0
	err := c.Each("SELECT "+table.NoteColumns+", (SELECT k.id FROM cards k WHERE k.note = t.n ORDER BY k.ord LIMIT 1) FROM"+table.NoteTables+"ORDER BY t.n", func(r *sqlite3.Stmt) error {
		_, note, err := table.ReadNote(r)
		what := fmt.Sprintf("the note %s", note.ID)
		if card := db.ColumnID(r, 9); !card.IsZero() {
			what += fmt.Sprintf(" of the card %s", card)
		}
		if err == nil && note.Item == nil && note.Type.IsZero() {
			u.add("%s has neither a question nor a note type", what)
			return nil
		}
		if err := u.row(what, r.ColumnRawBlob(1), note.Origin, err); err != nil {
			return err
		}
		return d.tick(&done, "notes")
	})
	u.end("notes")
	return err
}

func (d *doctor) cardRows(c *db.Conn) error {
	u := unread{d: d, todo: todoAgain}
	err := c.Each(table.SelectCard+"ORDER BY c.n", func(r *sqlite3.Stmt) error {
		k := table.ReadCard(r)
		return u.row(fmt.Sprintf("the card %s", k.ID), r.ColumnRawBlob(1), k.Origin, nil)
	})
	u.end("cards")
	return err
}

func (d *doctor) reviewRows(c *db.Conn) error {
	u := unread{d: d, todo: todoAgain}
	done := 0
	err := c.Each("SELECT r.card, r.at, r.id, r.kind, r.grade, r.took_ms, r.how, r.cancels, r.state, r.origin, r.follows, k.id FROM reviews r LEFT JOIN cards k ON k.n = r.card ORDER BY r.card, r.at, r.id", func(r *sqlite3.Stmt) error {
		v, err := table.ReadReview(r, 1, db.ColumnID(r, 11))
		what := fmt.Sprintf("the review %s of the card %s", v.ID, v.Card)
		if err == nil && v.Kind == "" {
			u.add("%s is of no kind that there is", what)
			return nil
		}
		if err := u.row(what, r.ColumnRawBlob(2), v.Origin, err); err != nil {
			return err
		}
		return d.tick(&done, "reviews")
	})
	u.end("reviews")
	return err
}

func (d *doctor) readingRows(c *db.Conn) error {
	u := unread{d: d, todo: todoReading}
	err := c.Each("SELECT "+table.ReadingColumns+" FROM readings ORDER BY n", func(r *sqlite3.Stmt) error {
		v, err := table.ReadReading(r)
		return u.row(fmt.Sprintf("the book or recording %q", v.Title), r.ColumnRawBlob(1), nil, err)
	})
	u.end("books and recordings")
	return err
}

func (d *doctor) sessionRow(c *db.Conn) error {
	_, err := c.One("SELECT state FROM session", func(r *sqlite3.Stmt) error {
		if !json.Valid(r.ColumnRawText(0)) {
			d.found(Finding{What: "the session that was going on cannot be read; no review of it is lost", Todo: "Start a new session."})
		}
		return nil
	})
	return err
}

// tick reports the progress of a check and returns an error if the check is to stop.
func (d *doctor) tick(done *int, what string) error {
	if *done++; *done%plan.Chunk != 0 {
		return nil
	}
	if d.progress != nil {
		d.progress(int64(*done), 0, what)
	}
	return d.ctx.Err()
}

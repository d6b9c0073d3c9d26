package table

import (
	"strings"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/store/db"
	"carrel/internal/study"
)

const DeckColumns = "n, id, name, about, retention, deadline, lang, modified, origin"

// ReadDeck reads DeckColumns and returns the number of the row with the deck.
func ReadDeck(r *sqlite3.Stmt) (int64, study.Deck) {
	return r.ColumnInt64(0), study.Deck{
		ID: db.ColumnID(r, 1), Name: r.ColumnText(2), About: r.ColumnText(3), Retention: r.ColumnFloat(4),
		Deadline: r.ColumnInt(5), Lang: r.ColumnText(6), Modified: study.Time(r.ColumnInt64(7)), Origin: db.ColumnRaw(r, 8),
	}
}

// AddDeck inserts a deck.
func AddDeck(c *db.Conn, d *study.Deck) error {
	return c.Run("INSERT INTO decks (id, name, about, retention, deadline, lang, modified, origin) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
		d.ID, d.Name, d.About, d.Retention, d.Deadline, d.Lang, d.Modified, d.Origin)
}

// CheckDeck returns an Invalid error for a deck that cannot be kept.
func CheckDeck(d *study.Deck) error {
	switch {
	case strings.TrimSpace(d.Name) == "":
		return study.Errorf(study.Invalid, "a deck needs a name")
	case d.Retention != 0 && !(d.Retention >= 0.70 && d.Retention <= 0.99):
		return study.Errorf(study.Invalid, "the desired retention of a deck is between 0.70 and 0.99, or 0 for the general one")
	case d.Deadline < 0:
		return study.Errorf(study.Invalid, "the deadline of a deck is a day after 1970, or 0 for none")
	}
	return nil
}

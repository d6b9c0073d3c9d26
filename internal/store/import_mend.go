package store

import (
	"github.com/ncruces/go-sqlite3"

	"carrel/internal/study"
)

// unreadableNote reports whether an existing note cannot be read.
func (in *importer) unreadableNote(n int64) (unreadable bool, err error) {
	_, err = in.c.one(selectNote+"WHERE t.n = ?", func(r *sqlite3.Stmt) error {
		_, _, err := readNote(r)
		unreadable = isDamaged(err)
		return unlessDamaged(err)
	}, n)
	return unreadable, err
}

// mendReading replaces an existing reading that cannot be read.
func (in *importer) mendReading(r *study.Reading, sections string) error {
	unreadable := false
	if _, err := in.c.one("SELECT "+readingColumns+" FROM readings WHERE id = ?", func(q *sqlite3.Stmt) error {
		_, err := readReading(q)
		unreadable = isDamaged(err)
		return unlessDamaged(err)
	}, r.ID); err != nil || !unreadable {
		return err
	}
	in.res.Updated++
	return in.c.exec("UPDATE readings SET deck = ?, title = ?, author = ?, lang = ?, sections = ? WHERE id = ?",
		r.Deck, r.Title, r.Author, r.Lang, sections, r.ID)
}

// mendReview replaces an unreadable row by the imported row of the same ID. This is the
// only change to a review row that is allowed: it restores the row's original content.
func mendReview(c *conn, card int64, r *study.Review) (bool, error) {
	if r.State == nil {
		return false, nil // it holds nothing that could be damaged
	}
	unreadable := false
	if _, err := c.one("SELECT "+reviewColumns+" FROM reviews WHERE card = ? AND at = ? AND id = ?", func(q *sqlite3.Stmt) error {
		_, err := readReview(q, 0, r.Card)
		unreadable = isDamaged(err)
		return unlessDamaged(err)
	}, card, r.At, r.ID); err != nil || !unreadable {
		return false, err
	}
	if err := c.exec("INSERT OR IGNORE INTO erasing VALUES (1)"); err != nil {
		return false, err
	}
	if err := c.exec("DELETE FROM reviews WHERE card = ? AND at = ? AND id = ?", card, r.At, r.ID); err != nil {
		return false, err
	}
	if err := c.exec("DELETE FROM erasing"); err != nil {
		return false, err
	}
	s, err := c.prepare(insertReview)
	if err == nil {
		err = bindReview(s, 0, card, r)
	}
	if err == nil {
		err = s.Exec()
	}
	return err == nil, err
}

package importing

import (
	"github.com/ncruces/go-sqlite3"

	"carrel/internal/store/table"
	"carrel/internal/study"
)

// unreadableNote reports whether an existing note cannot be read.
func (in *importer) unreadableNote(n int64) (unreadable bool, err error) {
	_, err = in.c.One(table.SelectNote+"WHERE t.n = ?", func(r *sqlite3.Stmt) error {
		_, _, err := table.ReadNote(r)
		unreadable = table.IsDamaged(err)
		return table.UnlessDamaged(err)
	}, n)
	return unreadable, err
}

// mendReading replaces an existing reading that cannot be read.
func (in *importer) mendReading(r *study.Reading, sections string) error {
	unreadable := false
	if _, err := in.c.One("SELECT "+table.ReadingColumns+" FROM readings WHERE id = ?", func(q *sqlite3.Stmt) error {
		_, err := table.ReadReading(q)
		unreadable = table.IsDamaged(err)
		return table.UnlessDamaged(err)
	}, r.ID); err != nil || !unreadable {
		return err
	}
	in.res.Updated++
	return in.c.Run("UPDATE readings SET deck = ?, title = ?, author = ?, lang = ?, sections = ? WHERE id = ?",
		r.Deck, r.Title, r.Author, r.Lang, sections, r.ID)
}

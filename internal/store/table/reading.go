package table

import (
	"encoding/json"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/store/db"
	"carrel/internal/study"
)

const ReadingColumns = "n, id, deck, title, author, lang, sections"

// ReadReading reads ReadingColumns.
func ReadReading(r *sqlite3.Stmt) (study.Reading, error) {
	v := study.Reading{ID: db.ColumnID(r, 1), Deck: db.ColumnID(r, 2), Title: r.ColumnText(3), Author: r.ColumnText(4), Lang: r.ColumnText(5)}
	if err := json.Unmarshal(r.ColumnRawText(6), &v.Sections); err != nil {
		return v, Damaged(err, "reading %q", v.Title)
	}
	return v, nil
}

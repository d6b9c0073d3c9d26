package store

import "github.com/ncruces/go-sqlite3"

// bulky are the indexes that an import into an empty collection does without:
// kept up row by row they cost a third of its time, made at the end from
// sorted rows very little. Nothing an import looks up needs them.
const bulky = "'cards_queue', 'cards_deck', 'cards_first', 'notes_type', 'reviews_graded', 'reviews_cancel'"

// withoutIndexes runs f with the bulky indexes put aside, within the
// transaction of the import: an import that fails brings them back as well.
func withoutIndexes(c *conn, f func() error) error {
	type index struct{ name, sql string }
	var aside []index
	if err := c.each("SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND name IN ("+bulky+") ORDER BY rowid", func(r *sqlite3.Stmt) error {
		aside = append(aside, index{r.ColumnText(0), r.ColumnText(1)})
		return nil
	}); err != nil {
		return err
	}
	for _, i := range aside {
		if err := c.Exec("DROP INDEX " + i.name); err != nil {
			return err
		}
	}
	if err := f(); err != nil {
		return err
	}
	for _, i := range aside {
		if err := c.Exec(i.sql); err != nil {
			return err
		}
	}
	return nil
}

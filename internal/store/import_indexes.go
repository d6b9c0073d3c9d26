package store

import (
	"slices"

	"github.com/ncruces/go-sqlite3"
)

// An import into an empty collection does without most indexes: kept up row by
// row they cost half of its time, made at the end from sorted rows very little.
var (
	// identities tell what is there already. As long as everything there is fits
	// into memory, the importer knows that by itself.
	identities = []string{"notes_id", "cards_id", "cards_note"}

	// bulky are never asked during an import.
	bulky = []string{"cards_queue", "cards_deck", "cards_first", "notes_type", "reviews_graded", "reviews_cancel"}
)

// indexes are put aside within the transaction of the import: one that fails
// brings them back as well.
type indexes []struct{ name, sql string }

// putAside drops those of names that there are.
func putAside(c *conn, names []string) (indexes, error) {
	var aside indexes
	if err := c.each("SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY rowid", func(r *sqlite3.Stmt) error {
		if name := r.ColumnText(0); slices.Contains(names, name) {
			aside = append(aside, struct{ name, sql string }{name, r.ColumnText(1)})
		}
		return nil
	}); err != nil {
		return nil, err
	}
	for _, i := range aside {
		if err := c.Exec("DROP INDEX " + i.name); err != nil {
			return nil, err
		}
	}
	return aside, nil
}

func (aside indexes) putBack(c *conn) error {
	for _, i := range aside {
		if err := c.Exec(i.sql); err != nil {
			return err
		}
	}
	return nil
}

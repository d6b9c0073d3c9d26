package importing

import (
	"slices"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/store/db"
)

// An import into an empty collection drops most indexes. Updating them for every row takes
// half of the import's time; creating them at the end from sorted rows takes very little.
var (
	// identities find existing rows. The importer does without them while its memory holds all
	// that exists.
	identities = []string{"notes_id", "cards_id", "cards_note"}

	// No query of an import uses the bulky indexes.
	bulky = []string{"cards_queue", "cards_deck", "cards_first", "notes_type", "reviews_graded", "reviews_cancel"}
)

// indexes are dropped within the transaction of the import, so a failed import restores
// them as well.
type indexes []struct{ name, sql string }

// putAside drops those of the named indexes that exist.
func putAside(c *db.Conn, names []string) (indexes, error) {
	var aside indexes
	if err := c.Each("SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY rowid", func(r *sqlite3.Stmt) error {
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

func (aside indexes) putBack(c *db.Conn) error {
	for _, i := range aside {
		if err := c.Exec(i.sql); err != nil {
			return err
		}
	}
	return nil
}

package store

import (
	"context"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/store/db"
	"carrel/internal/study"
)

// QuickCheck returns an Unreadable error if pages of the database are damaged. It reads the
// whole database but does not check the indexes; Doctor does.
func (s *Store) QuickCheck(ctx context.Context) error {
	return s.read(ctx, func(c *db.Conn) error {
		return c.Each("PRAGMA quick_check(1)", func(r *sqlite3.Stmt) error {
			if text := r.ColumnText(0); text != "ok" {
				return study.Errorf(study.Unreadable, "%s is damaged (%s). %s", s.where(), text, s.advice().damaged)
			}
			return nil
		})
	})
}

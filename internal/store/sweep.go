package store

import (
	"context"
	"os"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/store/db"
)

// wasCut reports whether the last program that had the home open ended without closing it.
// SQLite removes its log when the last connection closes, so a log that exists shows a
// crash.
func (s *Store) wasCut() bool {
	if !s.onDisk() {
		return false
	}
	_, err := os.Stat(s.where() + "-wal")
	return err == nil
}

// sweep removes the media files that nothing refers to. An import stores its files before
// it commits, and a program killed in between leaves them behind. A file that cannot be
// removed does not prevent opening; Doctor reports it.
func (s *Store) sweep(ctx context.Context, c *db.Conn) error {
	if begun, err := eraseBegun(c); err != nil || begun {
		return err // resumeErase removes the files and reports errors
	}
	known := map[string]bool{}
	if err := c.Each("SELECT hash FROM media", func(r *sqlite3.Stmt) error {
		known[r.ColumnText(0)] = true
		return nil
	}); err != nil {
		return err
	}
	var stray []string
	for f, err := range s.files.All() {
		if err != nil || ctx.Err() != nil {
			return ctx.Err()
		}
		if !known[f.Hash] {
			stray = append(stray, f.Hash)
		}
	}
	for _, hash := range stray {
		s.files.Remove(hash)
	}
	return nil
}

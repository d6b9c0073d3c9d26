package store

import (
	"context"
	"os"

	"github.com/ncruces/go-sqlite3"
)

// wasCut reports whether the last program that had the home open did not close
// it: SQLite removes its log when the last connection is closed.
func (s *Store) wasCut() bool {
	if !s.onDisk() {
		return false
	}
	_, err := os.Stat(s.where() + "-wal")
	return err == nil
}

// sweep removes the media files that nothing refers to. An import puts its files
// in place before it commits, and a program that was killed in between leaves them
// behind. What cannot be removed is no reason not to open: the doctor tells of it.
func (s *Store) sweep(ctx context.Context, c *conn) error {
	if begun, err := eraseBegun(c); err != nil || begun {
		return err // resumeErase does this, and tells
	}
	known := map[string]bool{}
	if err := c.each("SELECT hash FROM media", func(r *sqlite3.Stmt) error {
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

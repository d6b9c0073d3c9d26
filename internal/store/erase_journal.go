package store

import (
	"context"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/store/db"
	"carrel/internal/store/home"
	"carrel/internal/store/table"
)

// An erase has several steps, and the program may be killed between any two:
//
//  1. The rows are deleted, and the same transaction records in meta that an erase is in
//     progress. From here on the erase will be finished, whatever happens.
//  2. Media files that nothing refers to any more are overwritten and removed.
//  3. Everything in the cache is overwritten and removed.
//  4. The database is rewritten and its log truncated.
//  5. The record is removed.
//
// If Open finds the record, it repeats steps 2 to 5. The record names nothing, because the
// files to remove are those that nothing refers to. So it reveals nothing about what was
// erased.

// beginErase writes the record, in the transaction that deletes the rows. It reports
// whether an earlier erase is unfinished.
func beginErase(c *db.Conn) (earlier bool, err error) {
	if earlier, err = eraseBegun(c); err != nil {
		return false, err
	}
	return earlier, table.PutMeta(c, table.ErasingKey, "1")
}

func eraseBegun(c *db.Conn) (bool, error) {
	_, begun, err := table.ReadMeta(c, table.ErasingKey)
	return begun, err
}

// lockErasing allows one erase at a time, because one erase must not remove the record of
// another. It is the first in the order of locks.
func (s *Store) lockErasing(ctx context.Context) (unlock func(), err error) {
	select {
	case s.erasing <- struct{}{}:
		return func() { <-s.erasing }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-s.stop:
		return nil, s.errClosed()
	}
}

// finishErase does the remaining steps of an erase whose rows are deleted. unused are the
// media files that it left; with all set, every unreferenced file is removed. Once begun,
// an erase does not end when its caller's context does. The lock of lockErasing must be
// held.
func (s *Store) finishErase(ctx context.Context, unused []string, all bool) error {
	ctx = context.WithoutCancel(ctx)
	var r home.Removal
	if err := s.step("files"); err != nil {
		return err
	}
	if err := s.removeUnused(ctx, &r, unused, all); err != nil {
		return err
	}
	if err := s.step("cache"); err != nil {
		return err
	}
	s.clearCache(&r)
	if err := s.step("database"); err != nil {
		return err
	}
	if err := s.scrub(ctx); err != nil {
		return err
	}
	if r.Left() > 0 {
		return r.Err() // the record stays
	}
	if err := s.step("note"); err != nil {
		return err
	}
	if err := s.write(ctx, func(c *db.Conn) error { return table.DropMeta(c, table.ErasingKey) }); err != nil {
		return err
	}
	if err := s.step("end"); err != nil {
		return err
	}
	return r.Err()
}

// removeUnused removes unreferenced media files: those named, or all. It keeps writers out
// meanwhile, because an import may bring the same file again.
func (s *Store) removeUnused(ctx context.Context, r *home.Removal, unused []string, all bool) error {
	c, err := s.take(ctx, s.writing)
	if err != nil {
		return err
	}
	defer func() { s.writing <- c }()
	used := map[string]bool{}
	if err := c.Each("SELECT hash FROM media", func(q *sqlite3.Stmt) error {
		used[q.ColumnText(0)] = true
		return nil
	}); err != nil {
		return s.plain(ctx, err)
	}
	if all {
		unused = nil
		for f, err := range s.files.All() {
			if err != nil {
				return s.plain(ctx, err)
			}
			unused = append(unused, f.Hash)
		}
		if disk, ok := s.files.(*home.DiskFiles); ok {
			disk.Clean(r)
		}
	}
	for _, hash := range unused {
		if used[hash] {
			continue
		}
		if err := s.step("file"); err != nil {
			return err
		}
		r.Add(s.files.Remove(hash))
	}
	return s.plain(ctx, s.files.Sync())
}

// resumeErase finishes an erase that was interrupted, if there is one.
func (s *Store) resumeErase(ctx context.Context) error {
	unlock, err := s.lockErasing(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	begun := false
	if err := s.read(ctx, func(c *db.Conn) (err error) {
		begun, err = eraseBegun(c)
		return err
	}); err != nil || !begun {
		return err
	}
	return s.finishErase(ctx, nil, true)
}

// UnfinishedErase returns what Open could not remove of an interrupted erase. It is nil if
// nothing was left to do or all of it was done.
func (s *Store) UnfinishedErase() error { return s.eraseLeft }

// step lets tests interrupt an erase.
func (s *Store) step(name string) error {
	if s.cut == nil {
		return nil
	}
	return s.cut(name)
}

// erasing adds an unfinished erase to the doctor's findings.
func (d *doctor) erasing(c *db.Conn) error {
	begun, err := eraseBegun(c)
	if begun {
		why := ""
		if d.resumed != nil {
			why = ": " + d.resumed.Error()
		}
		d.found(Finding{What: "an erase was interrupted and is not finished" + why, Todo: "Run “carrel doctor --repair”, or start Carrel again."})
	}
	return err
}

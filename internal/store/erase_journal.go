package store

import (
	"context"

	"github.com/ncruces/go-sqlite3"
)

// Erasing takes several steps, and a program may be killed between any two:
//
//  1. The rows are deleted, and in the same transaction a note is made that an
//     erase is going on. From here on it will be finished, whatever happens.
//  2. Media files nothing refers to any more are overwritten and removed.
//  3. The same is done to everything in the cache.
//  4. The database is written anew and its log cut off.
//  5. The note is removed.
//
// Where the note is found when a collection is opened, steps 2 to 5 are done
// again. The note names nothing: what is to go is what nothing refers to, so that
// the journal of an erase tells nothing of what was erased.

// erasingKey is the note, in meta.
const erasingKey = "erasing"

// beginErase makes the note, in the transaction that deletes the rows. It
// reports whether an earlier erase is not finished.
func beginErase(c *conn) (earlier bool, err error) {
	if earlier, err = eraseBegun(c); err != nil {
		return false, err
	}
	return earlier, c.exec("INSERT OR REPLACE INTO meta VALUES (?, '1')", erasingKey)
}

func eraseBegun(c *conn) (bool, error) {
	return c.one("SELECT 1 FROM meta WHERE key = ?", func(*sqlite3.Stmt) error { return nil }, erasingKey)
}

// lockErasing lets one erase go on at a time: the note of one must not be
// removed by another. It comes before every other lock.
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

// finishErase does what is left of an erase whose rows are gone. unused are the
// media files it left over; where all is true, all that nothing refers to go.
// Once begun, an erase is not broken off by whoever asked for it. The lock of
// erasing must be held.
func (s *Store) finishErase(ctx context.Context, unused []string, all bool) error {
	ctx = context.WithoutCancel(ctx)
	var r removal
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
	if r.left > 0 {
		return r.err() // the note stays
	}
	if err := s.step("note"); err != nil {
		return err
	}
	if err := s.write(ctx, func(c *conn) error { return c.exec("DELETE FROM meta WHERE key = ?", erasingKey) }); err != nil {
		return err
	}
	if err := s.step("end"); err != nil {
		return err
	}
	return r.err()
}

// removeUnused removes media files that nothing refers to, those named or all.
// Nobody writes meanwhile: an import may bring the same file again.
func (s *Store) removeUnused(ctx context.Context, r *removal, unused []string, all bool) error {
	c, err := s.take(ctx, s.writing)
	if err != nil {
		return err
	}
	defer func() { s.writing <- c }()
	used := map[string]bool{}
	if err := c.each("SELECT hash FROM media", func(q *sqlite3.Stmt) error {
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
		if disk, ok := s.files.(*diskFiles); ok {
			disk.clean(r)
		}
	}
	for _, hash := range unused {
		if used[hash] {
			continue
		}
		if err := s.step("file"); err != nil {
			return err
		}
		r.add(s.files.Remove(hash))
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
	if err := s.read(ctx, func(c *conn) (err error) {
		begun, err = eraseBegun(c)
		return err
	}); err != nil || !begun {
		return err
	}
	return s.finishErase(ctx, nil, true)
}

// EraseLeft is what could not be done when the collection was opened of an erase
// that had been interrupted before; nil where nothing was left to do, or all of
// it was done.
func (s *Store) EraseLeft() error { return s.eraseLeft }

// step is where tests interrupt an erase.
func (s *Store) step(name string) error {
	if s.cut == nil {
		return nil
	}
	return s.cut(name)
}

// erasing adds an erase that is not finished to what the doctor finds.
func (d *doctor) erasing(c *conn) error {
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

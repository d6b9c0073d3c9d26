package store

import (
	"context"
	"encoding/json"

	"github.com/ncruces/go-sqlite3"
)

// enrolmentKey is in meta, not among the settings: what is there is in no
// backup and no export, and goes with everything else.
const enrolmentKey = "enrolment"

// Enrolment returns what was kept of how the learner says some phrases, nil if
// nothing was.
func (s *Store) Enrolment(ctx context.Context) (json.RawMessage, error) {
	var value json.RawMessage
	err := s.read(ctx, func(c *conn) error {
		_, err := c.one("SELECT value FROM meta WHERE key = ?", func(r *sqlite3.Stmt) error {
			value = json.RawMessage(r.ColumnText(0))
			return nil
		}, enrolmentKey)
		return err
	})
	return value, err
}

// PutEnrolment keeps how the learner says some phrases instead of what was
// there. nil forgets it, from the disk as well: see EraseNote.
func (s *Store) PutEnrolment(ctx context.Context, value json.RawMessage) error {
	if value == nil {
		return s.forgetEnrolment(ctx)
	}
	return s.write(ctx, func(c *conn) error {
		return c.exec("INSERT OR REPLACE INTO meta VALUES (?, ?)", enrolmentKey, string(value))
	})
}

func (s *Store) forgetEnrolment(ctx context.Context) error {
	unlock, err := s.lockErasing(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	earlier := false
	if err := s.write(ctx, func(c *conn) (err error) {
		if earlier, err = beginErase(c); err != nil {
			return err
		}
		return c.exec("DELETE FROM meta WHERE key = ?", enrolmentKey)
	}); err != nil {
		return err
	}
	return s.finishErase(ctx, nil, earlier)
}

package store

import (
	"context"
	"encoding/json"

	"github.com/ncruces/go-sqlite3"
)

// enrolmentKey is a key in meta rather than a setting, so that no backup or export holds
// the value and an erase of everything removes it.
const enrolmentKey = "enrolment"

// Enrolment returns the stored data about how the learner says some phrases, or nil if
// there is none.
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

// PutEnrolment replaces the stored data about how the learner says some phrases. nil
// removes it, from the disk too: see EraseNote.
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

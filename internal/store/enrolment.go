package store

import (
	"context"
	"encoding/json"

	"carrel/internal/store/db"
	"carrel/internal/store/table"
)

// Enrolment returns the stored data about how the learner says some phrases, or nil if
// there is none.
func (s *Store) Enrolment(ctx context.Context) (json.RawMessage, error) {
	var value json.RawMessage
	err := s.read(ctx, func(c *db.Conn) error {
		text, ok, err := table.ReadMeta(c, table.EnrolmentKey)
		if ok {
			value = json.RawMessage(text)
		}
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
	return s.write(ctx, func(c *db.Conn) error {
		return table.PutMeta(c, table.EnrolmentKey, string(value))
	})
}

func (s *Store) forgetEnrolment(ctx context.Context) error {
	unlock, err := s.lockErasing(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	earlier := false
	if err := s.write(ctx, func(c *db.Conn) (err error) {
		if earlier, err = beginErase(c); err != nil {
			return err
		}
		return table.DropMeta(c, table.EnrolmentKey)
	}); err != nil {
		return err
	}
	return s.finishErase(ctx, nil, earlier)
}

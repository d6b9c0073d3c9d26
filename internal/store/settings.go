package store

import (
	"context"
	"encoding/json"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/store/db"
	"carrel/internal/store/plan"
	"carrel/internal/study"
)

// Settings returns every value that the learner chose, as JSON texts by key. Other keys
// are missing.
func (s *Store) Settings(ctx context.Context) (map[string]json.RawMessage, error) {
	values := map[string]json.RawMessage{}
	err := s.read(ctx, func(c *db.Conn) error {
		return c.Each("SELECT key, value FROM settings", func(r *sqlite3.Stmt) error {
			values[r.ColumnText(0)] = json.RawMessage(r.ColumnText(1))
			return nil
		})
	})
	return values, err
}

// PutSettings changes some values, all or none of them; null removes one. A value that is
// not JSON, or that makes no sense for one of the store's own settings, is an Invalid
// error. If schedules depend on a change, every card is replayed before PutSettings
// returns; progress, which may be nil, gets the progress.
func (s *Store) PutSettings(ctx context.Context, values map[string]json.RawMessage, progress study.Progress) error {
	for key, value := range values {
		if key == "" || !json.Valid(value) {
			return study.Errorf(study.Invalid, "the setting %q cannot be %q: it is not JSON", key, value)
		}
		if string(value) == "null" {
			continue
		}
		check := plan.New(nil)
		if _, err := check.Set(key, string(value)); err != nil {
			return err
		}
	}
	var p *plan.Plan
	moved := false
	err := s.write(ctx, func(c *db.Conn) error {
		for key, value := range values {
			var err error
			if string(value) == "null" {
				err = c.Run("DELETE FROM settings WHERE key = ?", key)
			} else {
				err = c.Run("INSERT OR REPLACE INTO settings VALUES (?, ?)", key, string(value))
			}
			if err != nil {
				return err
			}
		}
		var err error
		if p, err = plan.Load(c); err != nil {
			return err
		}
		if err := p.Settings.Check(); err != nil {
			return err
		}
		if stale, err := p.Stale(c); err != nil || !stale {
			return err
		}
		moved = true
		return plan.ReplayCards(ctx, c, p, plan.AllCards, progress)
	})
	if err != nil {
		return err
	}
	s.sched.Store(p)
	if moved {
		s.ahead.drop()
	}
	return nil
}

// Session returns the saved state of the current study session, or nil if there is none.
func (s *Store) Session(ctx context.Context) (json.RawMessage, error) {
	var state json.RawMessage
	err := s.read(ctx, func(c *db.Conn) error {
		_, err := c.One("SELECT state FROM session", func(r *sqlite3.Stmt) error {
			state = json.RawMessage(r.ColumnText(0))
			return nil
		})
		return err
	})
	return state, err
}

// PutSession saves the state of the current session; nil removes it.
func (s *Store) PutSession(ctx context.Context, state json.RawMessage) error {
	return s.write(ctx, func(c *db.Conn) error { return putSession(c, state) })
}

func putSession(c *db.Conn, state json.RawMessage) error {
	if state == nil {
		return c.Run("DELETE FROM session")
	}
	return c.Run("INSERT OR REPLACE INTO session VALUES (1, ?)", string(state))
}

// CheckSetting returns an Invalid error if the key is one of the store's own settings and
// the value makes no sense. It accepts other keys.
func CheckSetting(key, value string) error {
	_, err := plan.New(nil).Set(key, value)
	return err
}

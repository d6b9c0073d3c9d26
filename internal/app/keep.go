package app

import (
	"context"
	"encoding/json"

	"carrel/internal/session"
	"carrel/internal/store"
	"carrel/internal/study"
)

// keep writes what a step of the session produced, together with the session's
// new state, in one transaction.
func (a *App) keep(ctx context.Context, c *conversation, step store.Step) error {
	step.Place = c.unmarked()
	step.Session = store.NoSession
	if c.State.Phase != session.Finished {
		b, err := json.Marshal(c)
		if err != nil {
			return err
		}
		step.Session = b
		a.stateBytes += int64(len(b))
	}
	if _, err := a.store.Commit(ctx, step); err != nil {
		return err
	}
	if step.Place != nil {
		c.marked = &step.Place.Place
	}
	return nil
}

// unmarked returns the place in a reading if it has changed since it was last
// stored, else nil.
func (c *conversation) unmarked() *store.PlaceIn {
	s := c.State
	if s.Mode != session.Lesson || s.Reading.IsZero() || (c.marked != nil && *c.marked == s.Place) {
		return nil
	}
	return &store.PlaceIn{Reading: s.Reading, Place: s.Place, At: study.At(s.Now)}
}

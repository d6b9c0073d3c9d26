package conversation

import (
	"context"
	"encoding/json"

	"carrel/internal/session"
	"carrel/internal/store"
	"carrel/internal/study"
)

// keep writes what a step of the session produced, together with the session's
// new state, in one transaction.
func (c *Conversation) keep(ctx context.Context, k *kept, step store.Step) error {
	step.Place = k.unmarked()
	step.Session = store.NoSession
	if k.State.Phase != session.Finished {
		b, err := json.Marshal(k)
		if err != nil {
			return err
		}
		step.Session = b
		c.stateBytes += int64(len(b))
	}
	if _, err := c.store.Commit(ctx, step); err != nil {
		return err
	}
	if step.Place != nil {
		k.marked = &step.Place.Place
	}
	return nil
}

// unmarked returns the place in a reading if it has changed since it was last
// stored, else nil.
func (k *kept) unmarked() *store.ReadingPlace {
	s := k.State
	if s.Mode != session.Lesson || s.Reading.IsZero() || (k.marked != nil && *k.marked == s.Place) {
		return nil
	}
	return &store.ReadingPlace{Reading: s.Reading, Place: s.Place, At: study.At(s.Now)}
}

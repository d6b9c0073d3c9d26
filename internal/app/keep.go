package app

import (
	"context"
	"encoding/json"

	"carrel/internal/session"
	"carrel/internal/study"
)

// commit is what a step of the session writes.
type commit struct {
	Reviews []study.Review
	Suspend []suspension
}

type suspension struct {
	card study.ID
	on   bool
}

// keep writes the session's state, together with the review it caused in one
// transaction, so that a killed program never asks a graded card again.
func (a *App) keep(ctx context.Context, c *conversation, w commit) error {
	if err := a.keepPlace(ctx, c); err != nil {
		return err
	}
	var state json.RawMessage
	if c.State.Phase != session.Finished {
		b, err := json.Marshal(c)
		if err != nil {
			return err
		}
		state = b
	}
	for _, s := range w.Suspend {
		if _, err := a.store.Suspend(ctx, s.card, s.on, study.At(c.State.Now)); err != nil {
			return err
		}
	}
	if len(w.Reviews) == 0 || state == nil {
		if err := a.store.PutSession(ctx, state); err != nil {
			return err
		}
	}
	for _, r := range w.Reviews {
		if _, err := a.store.AppendReview(ctx, r, state); err != nil {
			return err
		}
	}
	return nil
}

package conversation

import (
	"context"
	"slices"

	"carrel/internal/session"
	"carrel/internal/study"
)

// ahead is the number of following cards that Ahead looks at.
const ahead = 2

// Ahead returns what will be spoken soon: the answer of the present card and the next
// cards, or the next passages of a reading.
func (c *Conversation) Ahead(ctx context.Context) []study.Speech {
	c.mu.Lock()
	k := c.live
	c.mu.Unlock()
	if k != nil && k.State.Phase == session.Reading {
		return c.lessonAhead(ctx, k)
	}
	if k == nil || k.State.Phase == session.Finished || k.State.Question == nil {
		return nil
	}
	speeches := slices.Clone(session.Ahead(k.State, *k.State.Question))
	copied := *k
	exclude := append(append([]study.ID{}, k.State.Passed...), k.State.Question.Card)
	ids, _, err := c.upcoming(ctx, &copied, exclude, ahead)
	if err != nil {
		return nil // they will be rendered when they are needed
	}
	for _, id := range ids {
		q, err := c.question(ctx, id, k.State.Seed)
		if err != nil {
			continue
		}
		speeches = append(speeches, session.Ahead(k.State, *q)...)
	}
	return speeches
}

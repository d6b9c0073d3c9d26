package conversation

import (
	"context"
	"errors"

	"carrel/internal/study"
)

// errUnreadableCard is the cause if a card's note cannot be read. Such a card is
// listed, checked and erased as any other, but never asked.
var errUnreadableCard = errors.New("the note of a card cannot be read")

func unreadableCard(why string) error {
	return study.Because(errUnreadableCard, study.Unreadable, "%s", why)
}

// question prepares a card to be asked. A missing card is a NotFound error.
func (c *Conversation) question(ctx context.Context, id study.ID, seed uint64) (*study.Question, error) {
	asked, err := c.store.FullCard(ctx, id)
	if err != nil {
		return nil, err
	}
	if asked.Damage != "" {
		return nil, unreadableCard(asked.Damage)
	}
	q, err := c.lib.Question(ctx, asked, seed)
	if err != nil {
		return nil, err
	}
	q.Decoys = c.decoys(ctx, asked.Deck, q, seed)
	return &q, nil
}

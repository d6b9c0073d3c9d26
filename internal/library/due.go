package library

import (
	"context"
	"time"

	"carrel/internal/store"
	"carrel/internal/study"
)

// DueCounts says how many cards there are to study.
type DueCounts = store.Counts

// Due counts the cards to study at a given time in one deck ("" for all) and the
// decks below it.
func (l *Library) Due(ctx context.Context, now time.Time, deck string) (DueCounts, error) {
	decks, err := l.deckFilter(ctx, deck)
	if err != nil {
		return DueCounts{}, err
	}
	return l.store.DueCounts(ctx, study.At(now), decks...)
}

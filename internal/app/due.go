package app

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
func (a *App) Due(ctx context.Context, now time.Time, deck string) (DueCounts, error) {
	decks, err := a.deckFilter(ctx, deck)
	if err != nil {
		return DueCounts{}, err
	}
	return a.store.Due(ctx, study.At(now), decks...)
}

// queue lists the next n due cards.
func (a *App) queue(ctx context.Context, now time.Time, decks, exclude []study.ID, n int) ([]study.ID, error) {
	cards, err := a.store.Queue(ctx, store.Ask{Now: study.At(now), Decks: decks, Exclude: exclude, Limit: n})
	ids := make([]study.ID, len(cards))
	for i, c := range cards {
		ids[i] = c.ID
	}
	return ids, err
}

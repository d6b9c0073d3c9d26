package app

import (
	"context"
	"time"

	"carrel/internal/store"
	"carrel/internal/study"
)

// DueCounts is how much there is to study.
type DueCounts = store.Counts

// Due counts what there is to study at a moment, in one deck ("" for all) and
// those below it.
func (a *App) Due(ctx context.Context, now time.Time, deck string) (DueCounts, error) {
	decks, err := a.deckFilter(ctx, deck)
	if err != nil {
		return DueCounts{}, err
	}
	return a.store.Due(ctx, study.At(now), decks...)
}

// queue lists the next n cards due.
func (a *App) queue(ctx context.Context, now time.Time, decks, exclude []study.ID, n int) ([]study.ID, error) {
	cards, err := a.store.Queue(ctx, store.Ask{Now: study.At(now), Decks: decks, Exclude: exclude, Limit: n})
	ids := make([]study.ID, len(cards))
	for i, c := range cards {
		ids[i] = c.ID
	}
	return ids, err
}

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

// queue lists the next n cards due, and how many are left in all.
func (a *App) queue(ctx context.Context, now time.Time, decks, exclude []study.ID, n int) ([]study.ID, int, error) {
	cards, err := a.store.Queue(ctx, store.Ask{Now: study.At(now), Decks: decks, Exclude: exclude, Limit: n})
	if err != nil || len(cards) == 0 {
		return nil, 0, err
	}
	counts, err := a.store.Due(ctx, study.At(now), decks...)
	if err != nil {
		return nil, 0, err
	}
	ids := make([]study.ID, len(cards))
	for i, c := range cards {
		ids[i] = c.ID
	}
	return ids, max(counts.New+counts.Learning+counts.Review, len(ids)), nil
}

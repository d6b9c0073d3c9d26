package app

import (
	"cmp"
	"context"
	"encoding/binary"
	"slices"

	"carrel/internal/session"
	"carrel/internal/store"
	"carrel/internal/study"
)

// mostSlipped bounds the number of cards in a weekly round.
const mostSlipped = 200

// orderOf returns the order of cards in the modes that do not follow the due
// queue: the cards that slipped this week, or the deck's cards shuffled by the
// session's seed.
func (a *App) orderOf(ctx context.Context, c *conversation) ([]study.ID, error) {
	var err error
	if c.State.Mode == session.Weekly {
		if c.Order == nil {
			c.Order, err = a.slipped(ctx, c.State)
		}
		return c.Order, err
	}
	if c.shuffled == nil {
		c.shuffled, err = a.shuffle(ctx, c.State)
	}
	return c.shuffled, err
}

func (a *App) slipped(ctx context.Context, s session.State) ([]study.ID, error) {
	slipped, err := a.store.Slipped(ctx, study.At(s.Now.AddDate(0, 0, -7)), mostSlipped, s.Decks...)
	ids := []study.ID{}
	for _, c := range slipped {
		ids = append(ids, c.ID)
	}
	return ids, err
}

func (a *App) shuffle(ctx context.Context, s session.State) ([]study.ID, error) {
	active := false
	cards, _, err := a.store.Cards(ctx, store.CardFilter{Decks: s.Decks, Suspended: &active})
	if err != nil {
		return nil, err
	}
	ids := make([]study.ID, len(cards))
	for i, c := range cards {
		ids[i] = c.ID
	}
	slices.SortFunc(ids, func(x, y study.ID) int { return compareShuffled(x, y, s.Seed) })
	return ids, nil
}

// compareShuffled compares cards by a hash of ID and seed. It is a total order
// over all possible IDs, so a single card marks a session's position even when
// cards join or leave the deck.
func compareShuffled(x, y study.ID, seed uint64) int {
	key := func(id study.ID) uint64 { return mix(binary.BigEndian.Uint64(id[:8]) ^ seed) }
	return cmp.Or(cmp.Compare(key(x), key(y)), slices.Compare(x[:], y[:]))
}

// mix is the finaliser of SplitMix64 (Steele, Lea and Flood 2014): it spreads any
// input evenly.
func mix(x uint64) uint64 {
	x ^= x >> 30
	x *= 0xbf58476d1ce4e5b9
	x ^= x >> 27
	x *= 0x94d049bb133111eb
	return x ^ x>>31
}

package conversation

import (
	"cmp"
	"context"
	"encoding/binary"
	"slices"
	"time"

	"carrel/internal/session"
	"carrel/internal/store"
	"carrel/internal/study"
)

// mostSlipped bounds the number of cards in a weekly round.
const mostSlipped = 200

// orderOf returns the order of cards in the modes that do not follow the due
// queue: the cards that slipped this week, or the deck's cards shuffled by the
// session's seed.
func (c *Conversation) orderOf(ctx context.Context, k *kept) ([]study.ID, error) {
	var err error
	if k.State.Mode == session.Weekly {
		if k.Order == nil {
			k.Order, err = c.slipped(ctx, k.State)
		}
		return k.Order, err
	}
	if k.shuffled == nil {
		k.shuffled, err = c.shuffle(ctx, k.State)
	}
	return k.shuffled, err
}

func (c *Conversation) slipped(ctx context.Context, s session.State) ([]study.ID, error) {
	slipped, err := c.store.MissedCards(ctx, study.At(s.Now.AddDate(0, 0, -7)), mostSlipped, s.Decks...)
	ids := []study.ID{}
	for _, k := range slipped {
		ids = append(ids, k.ID)
	}
	return ids, err
}

func (c *Conversation) shuffle(ctx context.Context, s session.State) ([]study.ID, error) {
	active := false
	cards, _, err := c.store.Cards(ctx, store.CardFilter{Decks: s.Decks, Suspended: &active})
	if err != nil {
		return nil, err
	}
	ids := make([]study.ID, len(cards))
	for i, k := range cards {
		ids[i] = k.ID
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

// queue lists the next n due cards.
func (c *Conversation) queue(ctx context.Context, now time.Time, decks, exclude []study.ID, n int) ([]study.ID, error) {
	cards, err := c.store.Queue(ctx, store.QueueOptions{Now: study.At(now), Decks: decks, Exclude: exclude, Limit: n})
	ids := make([]study.ID, len(cards))
	for i, card := range cards {
		ids[i] = card.ID
	}
	return ids, err
}

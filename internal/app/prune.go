package app

import (
	"carrel/internal/session"
	"carrel/internal/study"
)

// How many of the cards that are not to be asked again a session keeps. Where
// cards are asked in an order of their own, a single one tells what is behind;
// where the due queue is followed, a card skipped so many cards ago may come
// again, but none that does not fit the profile.
const (
	keepShuffled = 10
	keepPassed   = 64
)

// prune drops what a session no longer needs, so that what is written after
// every step does not grow with the number of cards.
func (c *conversation) prune() {
	for ref := range c.Refs {
		if !c.canTakeBack(ref) {
			delete(c.Refs, ref)
		}
	}
	keep := keepPassed
	if c.shuffles() {
		keep, c.Order = keepShuffled, nil // which an earlier version kept
	} else {
		keep += min(c.State.Unfit, mostUnfit)
	}
	var dropped []study.ID
	if c.State, dropped = c.State.Trim(keep); !c.shuffles() {
		return
	}
	for _, id := range dropped {
		if !c.isBehind(id) {
			c.Behind = id
		}
	}
}

func (c *conversation) canTakeBack(ref int) bool {
	for _, d := range c.State.History {
		if d.Ref == ref {
			return true
		}
	}
	return false
}

// shuffles reports whether the mode asks a deck's cards in an order of its own.
func (c *conversation) shuffles() bool {
	switch c.State.Mode {
	case session.Topic, session.Challenge, session.Duel:
		return true
	}
	return false
}

// isBehind reports whether a card is one of those that were asked so long ago
// that they are no longer kept one by one.
func (c *conversation) isBehind(id study.ID) bool {
	return !c.Behind.IsZero() && c.shuffles() && compareShuffled(id, c.Behind, c.State.Seed) <= 0
}

package app

import (
	"carrel/internal/session"
	"carrel/internal/study"
)

// How many of the passed cards, which must not be asked again, a session stores.
// In a shuffled order a single card marks the position, so few are needed. With
// the due queue, a card that was skipped more than keepPassed cards ago may be
// asked again, but a card that does not fit the profile may not.
const (
	keepShuffled = 10
	keepPassed   = 64
)

// prune drops what a session no longer needs, so that the state written after
// every step does not grow with the number of cards.
func (c *conversation) prune() {
	for ref := range c.Refs {
		if !c.canTakeBack(ref) {
			delete(c.Refs, ref)
		}
	}
	keep := keepPassed
	if c.shuffles() {
		keep, c.Order = keepShuffled, nil // stored by an earlier version
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

// shuffles reports whether the mode asks a deck's cards in a shuffled order.
func (c *conversation) shuffles() bool {
	switch c.State.Mode {
	case session.Topic, session.Challenge, session.Duel:
		return true
	}
	return false
}

// isBehind reports whether a card lies before the session's position in the
// shuffled order; such cards are no longer stored one by one.
func (c *conversation) isBehind(id study.ID) bool {
	return !c.Behind.IsZero() && c.shuffles() && compareShuffled(id, c.Behind, c.State.Seed) <= 0
}

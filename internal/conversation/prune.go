package conversation

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
func (k *kept) prune() {
	for ref := range k.Refs {
		if !k.canTakeBack(ref) {
			delete(k.Refs, ref)
		}
	}
	keep := keepPassed
	if k.shuffles() {
		keep, k.Order = keepShuffled, nil // stored by an earlier version
	} else {
		keep += min(k.State.Unfit, mostUnfit)
	}
	var dropped []study.ID
	if k.State, dropped = k.State.Trim(keep); !k.shuffles() {
		return
	}
	for _, id := range dropped {
		if !k.isBehind(id) {
			k.Behind = id
		}
	}
}

func (k *kept) canTakeBack(ref int) bool {
	for _, d := range k.State.History {
		if d.Ref == ref {
			return true
		}
	}
	return false
}

// shuffles reports whether the mode asks a deck's cards in a shuffled order.
func (k *kept) shuffles() bool {
	switch k.State.Mode {
	case session.Topic, session.Challenge, session.Duel:
		return true
	}
	return false
}

// isBehind reports whether a card lies before the session's position in the
// shuffled order; such cards are no longer stored one by one.
func (k *kept) isBehind(id study.ID) bool {
	return !k.Behind.IsZero() && k.shuffles() && compareShuffled(id, k.Behind, k.State.Seed) <= 0
}

package store

import (
	"crypto/rand"
	"encoding/json"

	"carrel/internal/study"
)

// NewID returns a random ID.
func NewID() study.ID {
	var id study.ID
	rand.Read(id[:]) // never fails
	return id
}

// first returns the card of a step that has only one.
func first(cards []study.Card, err error) (study.Card, error) {
	if err != nil {
		return study.Card{}, err
	}
	return cards[0], nil
}

// pickDay chooses the due day for a row that is about to be appended, by how many reviews
// wait on each day, and stores the choice in the row.
func (s *Store) pickDay(c *conn, p *plan, row *cardRow, rows []study.Review, r *study.Review) error {
	today := p.Day(r.At)
	if err := s.ahead.count(c, today); err != nil {
		return err
	}
	ahead, _ := s.ahead.without(placeOf(&row.Card), today)
	in := row.inDeck()
	*r = p.Pick(in, p.Before(in, rows, *r), *r, ahead)
	return nil
}

func checkReview(r *study.Review) error {
	switch {
	case r.At <= 0:
		return study.Errorf(study.Invalid, "a review needs the time it was made at")
	case r.Kind == study.Graded && (r.Grade < study.Again || r.Grade > study.Easy):
		return study.Errorf(study.Invalid, "a review is graded 1 (again) to 4 (easy), not %d", r.Grade)
	case r.Kind == study.Cancel && r.Cancels.IsZero():
		return study.Errorf(study.Invalid, "to take a review back, its identity is needed")
	case (r.Kind == study.Set || r.Kind == study.Bury) && r.State == nil:
		return study.Errorf(study.Invalid, "a review row of the kind %q needs a state", r.Kind)
	case r.Origin != nil && !json.Valid(r.Origin):
		return study.Errorf(study.Invalid, "what a review row keeps of its origin is not JSON")
	}
	if _, ok := kindNumber(r.Kind); !ok {
		return study.Errorf(study.Invalid, "%q is not a kind of review row", r.Kind)
	}
	return nil
}

func contains(rows []study.Review, id study.ID) bool {
	for i := range rows {
		if rows[i].ID == id {
			return true
		}
	}
	return false
}

func noCard(id study.ID) error {
	return study.Errorf(study.NotFound, "there is no card %s in this collection", id)
}

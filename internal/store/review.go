package store

import (
	"carrel/internal/store/db"
	"carrel/internal/store/plan"
	"carrel/internal/store/table"
	"carrel/internal/study"
)

// first returns the card of a step that has only one.
func first(cards []study.Card, err error) (study.Card, error) {
	if err != nil {
		return study.Card{}, err
	}
	return cards[0], nil
}

// pickDay chooses the due day for a row that is about to be appended, by how many reviews
// wait on each day, and stores the choice in the row.
func (s *Store) pickDay(c *db.Conn, p *plan.Plan, row *table.CardRow, rows []study.Review, r *study.Review) error {
	today := p.Day(r.At)
	if err := s.ahead.count(c, today); err != nil {
		return err
	}
	ahead, _ := s.ahead.without(table.PlaceOf(&row.Card), today)
	in := row.InDeck()
	*r = p.Pick(in, p.Before(in, rows, *r), *r, ahead)
	return nil
}

func noCard(id study.ID) error {
	return study.Errorf(study.NotFound, "there is no card %s in this collection", id)
}

package store

import (
	"context"

	"carrel/internal/schedule"
	"carrel/internal/store/db"
	"carrel/internal/store/table"
	"carrel/internal/study"
)

// Preview returns a card's schedule after each of the four grades at an instant, Again
// first, with the days that AppendReview would choose. The error is NotFound where there
// is no such card.
func (s *Store) Preview(ctx context.Context, card study.ID, at study.Time) ([4]study.Schedule, error) {
	var row table.CardRow
	var rows []study.Review
	if err := s.read(ctx, func(c *db.Conn) (err error) {
		if row, err = findCard(c, card); err == nil {
			rows, err = table.History(c, row.N, card)
		}
		return err
	}); err != nil {
		return [4]study.Schedule{}, err
	}
	p := s.sched.Load()
	next := schedule.Place(rows, study.Review{ID: table.NewID(), Card: card, At: at, Kind: study.Graded})
	st := p.Before(row.InDeck(), rows, next)
	today := p.Day(at)
	ahead, ok := s.ahead.without(table.PlaceOf(&row.Card), today)
	if !ok {
		// Keep writers out, or the counts would miss their changes.
		c, err := s.take(ctx, s.writing)
		if err != nil {
			return [4]study.Schedule{}, err
		}
		err = s.ahead.count(c, today)
		s.writing <- c
		if err != nil {
			return [4]study.Schedule{}, s.plain(ctx, err)
		}
		ahead, _ = s.ahead.without(table.PlaceOf(&row.Card), today)
	}
	return p.Four(row.InDeck(), st, at, ahead), nil
}

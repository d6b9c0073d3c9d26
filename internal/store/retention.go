package store

import (
	"context"

	"carrel/fsrs"
	"carrel/internal/store/db"
	"carrel/internal/store/table"
	"carrel/internal/study"
)

// SetRetention gives a card its own desired retention, or that of its deck again for 0,
// and replays the card. It returns the card. The error is NotFound where there is no such
// card, and Invalid where the retention is out of bounds.
func (s *Store) SetRetention(ctx context.Context, card study.ID, retention float64, at study.Time) (study.Card, error) {
	if retention != 0 && !(retention >= fsrs.MinRetention && retention <= fsrs.MaxRetention) {
		return study.Card{}, study.Errorf(study.Invalid, "the desired retention of a card cannot be %v: choose %.2f to %.2f, or 0 for that of its deck", retention, fsrs.MinRetention, fsrs.MaxRetention)
	}
	var row table.CardRow
	p := s.sched.Load()
	err := s.write(ctx, func(c *db.Conn) (err error) {
		if row, err = findCard(c, card); err != nil {
			return err
		}
		from := table.PlaceOf(&row.Card)
		row.Retention, row.Modified = retention, at
		if err := c.Run("UPDATE cards SET retention = ?, modified = ? WHERE n = ?", retention, at, row.N); err != nil {
			return err
		}
		rows, err := table.History(c, row.N, row.ID)
		if err != nil {
			return err
		}
		is := p.Replay(row.InDeck(), rows)
		row.Schedule, row.First = is.Schedule, is.First
		s.ahead.move(from, table.PlaceOf(&row.Card))
		return table.SaveSchedule(c, &row)
	})
	if err != nil {
		s.ahead.drop()
		return study.Card{}, err
	}
	return row.Card, nil
}

package store

import (
	"context"
	"math"
	"time"

	"carrel/internal/store/db"
	"carrel/internal/store/plan"
	"carrel/internal/study"
)

// earliest is a moment before this program was written. A clock that shows an earlier time
// has lost its setting, so it cannot date reviews.
var earliest = study.At(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))

// now returns the present. ok is false where it is unknown or cannot be right.
func (s *Store) now() (t study.Time, ok bool) {
	if s.opt.Now == nil {
		return 0, false
	}
	t = study.At(s.opt.Now())
	return t, t >= earliest
}

// latest returns the latest date that a row written by now can have.
func (s *Store) latest() study.Time {
	if now, ok := s.now(); ok {
		return now + plan.Skew
	}
	return math.MaxInt64
}

// RepairFutureReviews lets the collection recover from a wrong clock. A card whose last row is
// dated later than now, by more than skew, gets a Seen row, which states that all its rows
// were written by now. Nothing else changes. If the clock was behind when a Seen row was
// written, as the present time shows, another Seen row overrules it. RepairFutureReviews returns
// how many cards got a row.
func (s *Store) RepairFutureReviews(ctx context.Context) (int, error) {
	now, ok := s.now()
	if !ok {
		return 0, nil
	}
	todo := false
	if err := s.read(ctx, func(c *db.Conn) error {
		cards, err := plan.CardsAhead(c, now)
		if err != nil || len(cards) > 0 {
			todo = true
			return err
		}
		until, err := plan.WitnessedUntil(c)
		todo = until > 0 && now > until
		return err
	}); err != nil || !todo {
		return 0, err
	}
	n := 0
	err := s.write(ctx, func(c *db.Conn) (err error) {
		w := plan.NewWitness(c, s.sched.Load(), now)
		if err := w.Settle(ctx); err != nil {
			return err
		}
		n = w.Cards
		return w.Note()
	})
	if n > 0 || err != nil {
		s.ahead.drop()
	}
	return n, err
}

package store

import (
	"context"
	"fmt"
	"math"
	"strconv"
	"time"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/schedule"
	"carrel/internal/store/db"
	"carrel/internal/store/table"
	"carrel/internal/study"
)

// skew is how far clocks may differ before one counts as wrong. Two devices often differ
// by an hour, and a row dated a day ahead becomes true tomorrow.
const skew = study.Time(24 * time.Hour / time.Millisecond)

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
		return now + skew
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
		cards, err := cardsAhead(c, now)
		if err != nil || len(cards) > 0 {
			todo = true
			return err
		}
		until, err := witnessedUntil(c)
		todo = until > 0 && now > until
		return err
	}); err != nil || !todo {
		return 0, err
	}
	n := 0
	err := s.write(ctx, func(c *db.Conn) (err error) {
		w := witness{c: c, p: s.sched.Load(), now: now}
		if err := w.settle(ctx); err != nil {
			return err
		}
		n = w.cards
		return w.note()
	})
	if n > 0 || err != nil {
		s.ahead.drop()
	}
	return n, err
}

// cardsAhead returns the cards whose last review is dated later than now.
func cardsAhead(c *db.Conn, now study.Time) ([]int64, error) {
	return cardNumbers(c, `SELECT DISTINCT r.card FROM reviews r INDEXED BY reviews_graded CROSS JOIN cards k ON k.n = r.card
		WHERE r.kind = 0 AND r.at > ? AND k.last > ?`, now+skew, now+skew)
}

func cardNumbers(c *db.Conn, query string, args ...any) (numbers []int64, err error) {
	err = c.Each(query, func(r *sqlite3.Stmt) error {
		numbers = append(numbers, r.ColumnInt64(0))
		return nil
	}, args...)
	return numbers, err
}

// witness writes Seen rows. They are committed with the transaction of c.
type witness struct {
	c     *db.Conn
	p     *plan
	now   study.Time
	until study.Time // the latest date that was overruled
	cards int        // cards that got a row or, with dry, need one
	dry   bool
}

func (w *witness) settle(ctx context.Context) error {
	cards, err := cardsAhead(w.c, w.now)
	if err != nil {
		return err
	}
	until, err := witnessedUntil(w.c)
	if err != nil {
		return err
	}
	if until > 0 && w.now > until {
		// The present has reached a date that was overruled, so the clock may have been behind
		// when that date was taken to be in the future.
		doubted, err := cardNumbers(w.c, "SELECT DISTINCT card FROM reviews WHERE kind = ?", table.NumberOfSeen)
		if err != nil {
			return err
		}
		cards = append(cards, doubted...)
		if err := table.DropMeta(w.c, table.ClockKey); err != nil {
			return err
		}
	}
	return w.look(ctx, cards)
}

// look gives a Seen row to those of some cards whose last row is dated later than now, or
// is a Seen row that overruled a date which is now in the past.
func (w *witness) look(ctx context.Context, cards []int64) error {
	for i, n := range cards {
		if i%chunk == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if err := w.card(n); err != nil {
			return err
		}
	}
	return nil
}

func (w *witness) card(n int64) error {
	var row table.CardRow
	found, err := w.c.One(table.SelectCard+"WHERE c.n = ?", func(r *sqlite3.Stmt) error {
		row = table.ReadCard(r)
		return nil
	}, n)
	if err != nil || !found {
		return err
	}
	rows, err := table.History(w.c, n, row.ID)
	if err != nil || !w.needed(rows) {
		return err
	}
	if w.cards++; w.dry {
		return nil
	}
	r := schedule.Place(rows, study.Review{ID: NewID(), Card: row.ID, At: w.now, Kind: study.Seen})
	if _, err := table.AddReview(w.c, n, &r); err != nil {
		return err
	}
	is := w.p.Replay(row.InDeck(), append(rows, r))
	row.Schedule, row.First = is.Schedule, is.First
	return table.SaveSchedule(w.c, &row)
}

func (w *witness) needed(rows []study.Review) bool {
	standing := schedule.InEffect(rows)
	if len(standing) == 0 {
		return false
	}
	claimed := map[study.ID]study.Time{} // dates that InEffect may have moved
	for _, r := range rows {
		claimed[r.ID] = r.At
	}
	last := standing[len(standing)-1]
	if at := claimed[last.ID]; at > w.now+skew {
		w.until = max(w.until, at)
		return true
	}
	if last.Kind != study.Seen {
		return false
	}
	for _, r := range standing {
		if at := claimed[r.ID]; at > last.At+skew && at <= w.now {
			return true
		}
	}
	return false
}

func (w *witness) note() error {
	until, err := witnessedUntil(w.c)
	if err != nil || w.until <= until {
		return err
	}
	return table.PutMeta(w.c, table.ClockKey, fmt.Sprint(int64(w.until)))
}

func witnessedUntil(c *db.Conn) (study.Time, error) {
	value, ok, err := table.ReadMeta(c, table.ClockKey)
	if err != nil || !ok {
		return 0, err
	}
	n, err := strconv.ParseInt(value, 10, 64)
	return study.Time(n), err
}

package store

import (
	"context"
	"fmt"
	"math"
	"strconv"
	"time"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/schedule"
	"carrel/internal/study"
)

// skew is by how much clocks may differ without any being called wrong. Two
// devices an hour apart are the rule, and what is a day ahead comes true tomorrow.
const skew = study.Time(24 * time.Hour / time.Millisecond)

// earliest is a moment before this program was written. A clock before it has
// lost its time, and says nothing of when reviews were made.
var earliest = study.At(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))

// now is the present, ok false where it is not known or cannot be right.
func (s *Store) now() (t study.Time, ok bool) {
	if s.opt.Now == nil {
		return 0, false
	}
	t = study.At(s.opt.Now())
	return t, t >= earliest
}

// latest is until when rows can be dated that were made by now.
func (s *Store) latest() study.Time {
	if now, ok := s.now(); ok {
		return now + skew
	}
	return math.MaxInt64
}

// SettleClock lets the collection recover from a clock that was wrong. A card
// whose last row is dated later than now, by more than clocks differ, gets a Seen
// row: a witness that all its rows were made by now. Nothing else changes. A
// witness that was called by a clock that was behind, as the present shows, is
// overruled by another. It returns how many cards got one.
func (s *Store) SettleClock(ctx context.Context) (int, error) {
	now, ok := s.now()
	if !ok {
		return 0, nil
	}
	todo := false
	if err := s.read(ctx, func(c *conn) error {
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
	err := s.write(ctx, func(c *conn) (err error) {
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

// cardsAhead lists the cards that seem to have been reviewed later than now.
func cardsAhead(c *conn, now study.Time) ([]int64, error) {
	return cardNumbers(c, `SELECT DISTINCT r.card FROM reviews r INDEXED BY reviews_graded CROSS JOIN cards k ON k.n = r.card
		WHERE r.kind = 0 AND r.at > ? AND k.last > ?`, now+skew, now+skew)
}

func cardNumbers(c *conn, query string, args ...any) (numbers []int64, err error) {
	err = c.each(query, func(r *sqlite3.Stmt) error {
		numbers = append(numbers, r.ColumnInt64(0))
		return nil
	}, args...)
	return numbers, err
}

// witness calls cards to order. What it writes is on disk with the transaction
// that c is in.
type witness struct {
	c     *conn
	p     *plan
	now   study.Time
	until study.Time // the latest time that was not believed
	cards int        // that got a row, or with dry, that need one
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
		// Time has caught up with what was not believed: the clock may have been
		// behind when it was said to be in the future.
		doubted, err := cardNumbers(w.c, "SELECT DISTINCT card FROM reviews WHERE kind = ?", numberOfSeen)
		if err != nil {
			return err
		}
		cards = append(cards, doubted...)
		if err := w.c.exec("DELETE FROM meta WHERE key = ?", metaClock); err != nil {
			return err
		}
	}
	return w.look(ctx, cards)
}

// look gives those of some cards a Seen row whose last row is dated later than
// now, or whose last row is one that denied what the present allows.
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
	var row cardRow
	found, err := w.c.one(selectCard+"WHERE c.n = ?", func(r *sqlite3.Stmt) error {
		row = readCard(r)
		return nil
	}, n)
	if err != nil || !found {
		return err
	}
	rows, err := history(w.c, n, row.ID)
	if err != nil || !w.needed(rows) {
		return err
	}
	if w.cards++; w.dry {
		return nil
	}
	r := schedule.Place(rows, study.Review{ID: NewID(), Card: row.ID, At: w.now, Kind: study.Seen})
	if _, err := addReview(w.c, n, &r); err != nil {
		return err
	}
	is := w.p.Replay(row.inDeck(), append(rows, r))
	row.Schedule, row.first = is.Schedule, is.First
	return saveSchedule(w.c, &row)
}

func (w *witness) needed(rows []study.Review) bool {
	standing := schedule.InEffect(rows)
	if len(standing) == 0 {
		return false
	}
	claimed := map[study.ID]study.Time{} // what InEffect may have moved
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

// metaClock keeps until when rows were dated that a Seen row denied.
const metaClock = "clock"

func (w *witness) note() error {
	until, err := witnessedUntil(w.c)
	if err != nil || w.until <= until {
		return err
	}
	return w.c.exec("INSERT OR REPLACE INTO meta VALUES (?, ?)", metaClock, fmt.Sprint(int64(w.until)))
}

func witnessedUntil(c *conn) (until study.Time, err error) {
	_, err = c.one("SELECT value FROM meta WHERE key = ?", func(r *sqlite3.Stmt) error {
		n, err := strconv.ParseInt(r.ColumnText(0), 10, 64)
		until = study.Time(n)
		return err
	}, metaClock)
	return until, err
}

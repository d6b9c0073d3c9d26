package plan

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/schedule"
	"carrel/internal/store/db"
	"carrel/internal/store/table"
	"carrel/internal/study"
)

// Skew is how far clocks may differ before one counts as wrong. Two devices often differ
// by an hour, and a row dated a day ahead becomes true tomorrow.
const Skew = study.Time(24 * time.Hour / time.Millisecond)

// CardsAhead returns the cards whose last review is dated later than now.
func CardsAhead(c *db.Conn, now study.Time) ([]int64, error) {
	return CardNumbers(c, `SELECT DISTINCT r.card FROM reviews r INDEXED BY reviews_graded CROSS JOIN cards k ON k.n = r.card
		WHERE r.kind = 0 AND r.at > ? AND k.last > ?`, now+Skew, now+Skew)
}

// CardNumbers returns the first column of a query.
func CardNumbers(c *db.Conn, query string, args ...any) (numbers []int64, err error) {
	err = c.Each(query, func(r *sqlite3.Stmt) error {
		numbers = append(numbers, r.ColumnInt64(0))
		return nil
	}, args...)
	return numbers, err
}

// Witness writes Seen rows. They are committed with the transaction of c.
type Witness struct {
	c     *db.Conn
	p     *Plan
	now   study.Time
	until study.Time // the latest date that was overruled
	Cards int        // cards that got a row or, with dry, need one
	Dry   bool
}

// NewWitness returns a witness that writes in the transaction of c.
func NewWitness(c *db.Conn, p *Plan, now study.Time) *Witness { return &Witness{c: c, p: p, now: now} }

// Settle gives a Seen row to every card that needs one.
func (w *Witness) Settle(ctx context.Context) error {
	cards, err := CardsAhead(w.c, w.now)
	if err != nil {
		return err
	}
	until, err := WitnessedUntil(w.c)
	if err != nil {
		return err
	}
	if until > 0 && w.now > until {
		// The present has reached a date that was overruled, so the clock may have been behind
		// when that date was taken to be in the future.
		doubted, err := CardNumbers(w.c, "SELECT DISTINCT card FROM reviews WHERE kind = ?", table.NumberOfSeen)
		if err != nil {
			return err
		}
		cards = append(cards, doubted...)
		if err := table.DropMeta(w.c, table.ClockKey); err != nil {
			return err
		}
	}
	return w.Look(ctx, cards)
}

// Look gives a Seen row to those of some cards whose last row is dated later than now, or
// is a Seen row that overruled a date which is now in the past.
func (w *Witness) Look(ctx context.Context, cards []int64) error {
	for i, n := range cards {
		if i%Chunk == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if err := w.card(n); err != nil {
			return err
		}
	}
	return nil
}

func (w *Witness) card(n int64) error {
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
	if w.Cards++; w.Dry {
		return nil
	}
	r := schedule.Place(rows, study.Review{ID: table.NewID(), Card: row.ID, At: w.now, Kind: study.Seen})
	if _, err := table.AddReview(w.c, n, &r); err != nil {
		return err
	}
	is := w.p.Replay(row.InDeck(), append(rows, r))
	row.Schedule, row.First = is.Schedule, is.First
	return table.SaveSchedule(w.c, &row)
}

func (w *Witness) needed(rows []study.Review) bool {
	standing := schedule.InEffect(rows)
	if len(standing) == 0 {
		return false
	}
	claimed := map[study.ID]study.Time{} // dates that InEffect may have moved
	for _, r := range rows {
		claimed[r.ID] = r.At
	}
	last := standing[len(standing)-1]
	if at := claimed[last.ID]; at > w.now+Skew {
		w.until = max(w.until, at)
		return true
	}
	if last.Kind != study.Seen {
		return false
	}
	for _, r := range standing {
		if at := claimed[r.ID]; at > last.At+Skew && at <= w.now {
			return true
		}
	}
	return false
}

// Note records the latest date that was overruled.
func (w *Witness) Note() error {
	until, err := WitnessedUntil(w.c)
	if err != nil || w.until <= until {
		return err
	}
	return table.PutMeta(w.c, table.ClockKey, fmt.Sprint(int64(w.until)))
}

// WitnessedUntil returns the latest date that a Seen row overruled, or 0.
func WitnessedUntil(c *db.Conn) (study.Time, error) {
	value, ok, err := table.ReadMeta(c, table.ClockKey)
	if err != nil || !ok {
		return 0, err
	}
	n, err := strconv.ParseInt(value, 10, 64)
	return study.Time(n), err
}

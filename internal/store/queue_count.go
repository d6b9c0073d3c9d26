package store

import (
	"context"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/store/db"
	"carrel/internal/study"
)

// counts counts the waiting cards.
func (q *queue) counts() (Counts, error) {
	var n Counts
	introduced, err := q.introduced()
	if err != nil {
		return n, err
	}
	if n.Learning, err = q.sum("queue = 1 AND key <= ? AND buried <= ?", q.opt.Now, q.today); err != nil {
		return n, err
	}
	if n.Review, err = q.sum("queue = 2 AND key <= ?", q.today); err != nil {
		return n, err
	}
	// Checking the other cards of each note is worth the effort only for a number that the
	// learner can finish.
	if n.Review > 0 && n.Review <= fewDue {
		if n.Review, err = q.count("queue = 2 AND key <= ?", fewDue); err != nil {
			return n, err
		}
	}
	if left := q.newLeft(introduced); left > 0 {
		if n.New, err = q.count("queue = 0 AND buried <= ?", left); err != nil {
			return n, err
		}
	}
	n.Next, err = q.upcoming()
	return n, err
}

// fewDue is the number of due cards up to which they are counted exactly as they will
// come: one card of a note per day.
const fewDue = 200

// count counts due or new cards as they would come, up to a limit. The condition's
// parameter is today.
func (q *queue) count(condition string, limit int) (int, error) {
	column, args := "n", []any{q.today}
	if q.p.Siblings {
		column = "DISTINCT note"
		condition += free
		args = append(args, q.start, q.end)
	}
	return q.add(limit, func(from string) string { return "SELECT " + column + " FROM " + from + condition }, args)
}

// upTo counts the cards that meet a condition, up to a limit, from an index alone.
func (q *queue) upTo(limit int, condition string, args ...any) (int, error) {
	return q.add(limit, func(from string) string { return "SELECT 1 FROM " + from + condition }, args)
}

// add sums the results of a query over the chosen decks, up to a limit.
func (q *queue) add(limit int, query func(from string) string, args []any) (int, error) {
	total := 0
	for _, d := range q.each() {
		from, all := ofAll, args
		if d != 0 {
			from, all = ofDeck, append([]any{d}, args...)
		}
		n, err := q.c.Int("SELECT count(*) FROM ("+query(from)+" LIMIT ?)", append(all[:len(all):len(all)], limit-total)...)
		if err != nil {
			return 0, err
		}
		if total += n; total >= limit {
			break
		}
	}
	return total, nil
}

// sum counts all cards that meet a condition.
func (q *queue) sum(condition string, args ...any) (int, error) {
	total := 0
	for _, d := range q.each() {
		where, all := ofAll+condition, args
		if d != 0 {
			where, all = ofDeck+condition, append([]any{d}, args...)
		}
		n, err := q.c.Int("SELECT count(*) FROM "+where, all...)
		if err != nil {
			return 0, err
		}
		total += n
	}
	return total, nil
}

// upcoming returns when the next learning or review card comes due after now.
func (q *queue) upcoming() (study.Time, error) {
	var next study.Time
	sooner := func(t study.Time) {
		if next == 0 || t < next {
			next = t
		}
	}
	for _, d := range q.each() {
		for _, kind := range [...]struct {
			condition string
			after     any
			time      func(key int64) study.Time
		}{
			{"queue = 1 AND key > ?", q.opt.Now, func(key int64) study.Time { return study.Time(key) }},
			{"queue = 2 AND key > ?", q.today, func(key int64) study.Time { return q.p.DayStart(int(key)) }},
		} {
			where, args := ofAll+kind.condition, []any{kind.after}
			if d != 0 {
				where, args = ofDeck+kind.condition, []any{d, kind.after}
			}
			if _, err := q.c.One("SELECT key FROM "+where+" ORDER BY key LIMIT 1", func(r *sqlite3.Stmt) error {
				sooner(kind.time(r.ColumnInt64(0)))
				return nil
			}, args...); err != nil {
				return 0, err
			}
		}
	}
	return next, nil
}

// each returns the decks to query, or a single 0 for the whole collection.
func (q *queue) each() []int64 {
	if q.decks == nil {
		return []int64{0}
	}
	return q.decks
}

// CountNew counts the new cards of one deck, without the decks below it and regardless of
// the daily limit.
func (s *Store) CountNew(ctx context.Context, deck study.ID) (int, error) {
	n := 0
	err := s.read(ctx, func(c *db.Conn) (err error) {
		n, err = c.Int("SELECT count(*) FROM cards WHERE deck = (SELECT n FROM decks WHERE id = ?) AND queue = 0", deck)
		return err
	})
	return n, err
}

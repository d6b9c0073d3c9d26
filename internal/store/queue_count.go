package store

import (
	"github.com/ncruces/go-sqlite3"

	"carrel/internal/study"
)

// counts counts what waits.
func (q *queue) counts() (Counts, error) {
	var n Counts
	introduced, _, err := q.done()
	if err != nil {
		return n, err
	}
	if n.Learning, err = q.sum("queue = 1 AND key <= ? AND buried <= ?", q.ask.Now, q.today); err != nil {
		return n, err
	}
	if n.Review, err = q.count(queueReview, "DISTINCT", manyDue); err != nil {
		return n, err
	}
	if n.Review >= manyDue {
		// Exact, but without looking at the other cards of each note.
		if n.Review, err = q.sum("queue = 2 AND key <= ?", q.today); err != nil {
			return n, err
		}
	}
	if left := q.newLeft(introduced); left > 0 {
		if n.New, err = q.count(queueNew, "DISTINCT", left); err != nil {
			return n, err
		}
	}
	n.Next, err = q.upcoming()
	return n, err
}

// count counts due or new cards up to a limit, as many as would be handed out.
func (q *queue) count(kind int, distinct string, limit int) (int, error) {
	condition, args := "queue = 2 AND key <= ?", []any{q.today}
	if kind == queueNew {
		condition = "queue = 0 AND buried <= ?"
	}
	if q.p.siblings {
		condition += free
		args = append(args, q.start)
	} else {
		distinct = ""
	}
	column := "n"
	if distinct != "" {
		column = "DISTINCT note"
	}
	total := 0
	for _, d := range q.each() {
		where, all := condition, args
		if d != 0 {
			where, all = "deck = ? AND "+condition, append([]any{d}, args...)
		}
		n, err := q.c.int("SELECT count(*) FROM (SELECT "+column+" FROM cards WHERE "+where+" LIMIT ?)", append(all[:len(all):len(all)], limit-total)...)
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
		where, all := condition, args
		if d != 0 {
			where, all = "deck = ? AND "+condition, append([]any{d}, args...)
		}
		n, err := q.c.int("SELECT count(*) FROM cards WHERE "+where, all...)
		if err != nil {
			return 0, err
		}
		total += n
	}
	return total, nil
}

// upcoming is when the next learning or review card comes due after now.
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
			{"queue = 1 AND key > ?", q.ask.Now, func(key int64) study.Time { return study.Time(key) }},
			{"queue = 2 AND key > ?", q.today, func(key int64) study.Time { return q.p.DayStart(int(key)) }},
		} {
			where, args := kind.condition, []any{kind.after}
			if d != 0 {
				where, args = "deck = ? AND "+where, []any{d, kind.after}
			}
			if _, err := q.c.one("SELECT key FROM cards WHERE "+where+" ORDER BY key LIMIT 1", func(r *sqlite3.Stmt) error {
				sooner(kind.time(r.ColumnInt64(0)))
				return nil
			}, args...); err != nil {
				return 0, err
			}
		}
	}
	return next, nil
}

// each is the decks to look into, or a single 0 for the whole collection.
func (q *queue) each() []int64 {
	if q.decks == nil {
		return []int64{0}
	}
	return q.decks
}

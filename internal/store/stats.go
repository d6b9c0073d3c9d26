package store

import (
	"context"
	"slices"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/schedule"
	"carrel/internal/store/db"
	"carrel/internal/store/table"
	"carrel/internal/study"
)

// Progress is what the learner has done and knows. It is for the learner alone and has no
// rank, streak or score.
type Progress struct {
	Cards    int     // in the collection
	Studied  int     // cards with a memory state
	Known    float64 // sum of the current retrievability of all cards
	Reviews  int     // graded and not undone
	Days     int     // days with a review
	Minutes  float64 // time between question and grade
	History  []DayDone
	Forecast []DayAhead
}

// DayDone is the work of one day.
type DayDone struct {
	Day     int // civil day since 1970-01-01
	Reviews int
	Missed  int // graded Again
	Minutes float64
}

// DayAhead is the expected work of one day, if nothing is reviewed before.
type DayAhead struct {
	Day    int
	Due    int     // cards that come due on this day; today includes overdue ones
	Recall float64 // mean retrievability of all studied cards, 0 if there are none
}

// Progress computes totals over the whole collection. It lists the days with a review among
// the last history days, and the next forecast days, from today on.
func (s *Store) Progress(ctx context.Context, now study.Time, history, forecast int) (Progress, error) {
	var p Progress
	sched := s.Scheduler()
	today := sched.Day(now)
	err := s.read(ctx, func(c *db.Conn) error {
		days, err := daysDone(ctx, c, sched)
		if err != nil {
			return err
		}
		for _, d := range days {
			p.Days++
			p.Reviews += d.Reviews
			p.Minutes += d.Minutes
			if d.Day > today-history && d.Day <= today {
				p.History = append(p.History, d)
			}
		}
		if p.Cards, err = c.Int("SELECT count(*) FROM cards"); err != nil {
			return err
		}
		return p.ahead(c, sched, now, forecast)
	})
	return p, err
}

// ahead fills in the values that depend on memory states.
func (p *Progress) ahead(c *db.Conn, sched *schedule.Scheduler, now study.Time, days int) error {
	today := sched.Day(now)
	p.Forecast = make([]DayAhead, max(days, 0))
	for i := range p.Forecast {
		p.Forecast[i].Day = today + i
	}
	recall := sched.Forgetting()
	if err := c.Each("SELECT phase, stability, last, day, interval FROM cards WHERE stability > 0", func(r *sqlite3.Stmt) error {
		st := study.Schedule{
			Phase: study.Phase(r.ColumnInt(0)), Stability: r.ColumnFloat(1),
			Last: study.Time(r.ColumnInt64(2)), Day: r.ColumnInt(3), Interval: r.ColumnInt(4),
		}
		p.Studied++
		elapsed := sched.Elapsed(st, today)
		p.Known += recall(elapsed, st.Stability)
		for i := range p.Forecast {
			p.Forecast[i].Recall += recall(elapsed+i, st.Stability)
		}
		return nil
	}); err != nil {
		return err
	}
	for i := range p.Forecast {
		if p.Studied > 0 {
			p.Forecast[i].Recall /= float64(p.Studied)
		}
	}
	if len(p.Forecast) == 0 {
		return nil
	}
	if err := c.Each("SELECT max(key, ?), count(*) FROM cards WHERE queue = 2 AND key < ? GROUP BY 1", func(r *sqlite3.Stmt) error {
		p.Forecast[r.ColumnInt(0)-today].Due += r.ColumnInt(1)
		return nil
	}, today, today+len(p.Forecast)); err != nil {
		return err
	}
	return c.Each("SELECT key FROM cards WHERE queue = 1", func(r *sqlite3.Stmt) error {
		if i := max(0, sched.Day(study.Time(r.ColumnInt64(0)))-today); i < len(p.Forecast) {
			p.Forecast[i].Due++
		}
		return nil
	})
}

// daysDone sums the graded reviews of every day that has one, in order. The reviews of a
// day are a range of an index, so the query needs no sort.
func daysDone(ctx context.Context, c *db.Conn, sched *schedule.Scheduler) ([]DayDone, error) {
	var days []DayDone
	for from := study.Time(0); ; {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		var first study.Time
		found, err := c.One("SELECT at FROM reviews INDEXED BY reviews_graded WHERE kind = 0 AND at >= ? ORDER BY at LIMIT 1", func(r *sqlite3.Stmt) error {
			first = study.Time(r.ColumnInt64(0))
			return nil
		}, from)
		if err != nil {
			return nil, err
		}
		if !found {
			break
		}
		d := DayDone{Day: sched.Day(first)}
		from = max(sched.DayStart(d.Day+1), first+1)
		if _, err := c.One("SELECT count(*), sum(grade = 1), sum(took_ms) FROM reviews INDEXED BY reviews_graded WHERE kind = 0 AND at >= ? AND at < ?", func(r *sqlite3.Stmt) error {
			d.Reviews, d.Missed = r.ColumnInt(0), r.ColumnInt(1)
			d.Minutes = float64(r.ColumnInt64(2)) / msPerMinute
			return nil
		}, first, from); err != nil {
			return nil, err
		}
		days = append(days, d)
	}
	return withoutUndone(c, sched, days)
}

const msPerMinute = 60_000

// withoutUndone subtracts the undone reviews.
func withoutUndone(c *db.Conn, sched *schedule.Scheduler, days []DayDone) ([]DayDone, error) {
	var cards []int64
	if err := c.Each("SELECT DISTINCT card FROM reviews INDEXED BY reviews_cancel WHERE kind = 1", func(r *sqlite3.Stmt) error {
		cards = append(cards, r.ColumnInt64(0))
		return nil
	}); err != nil {
		return nil, err
	}
	for _, n := range cards {
		rows, err := table.History(c, n, study.ID{})
		if err != nil {
			return nil, err
		}
		stands := map[study.ID]bool{}
		for _, r := range schedule.InEffect(rows) {
			stands[r.ID] = true
		}
		for _, r := range rows {
			if r.Kind != study.Graded || stands[r.ID] {
				continue
			}
			i, ok := slices.BinarySearchFunc(days, sched.Day(r.At), func(d DayDone, day int) int { return d.Day - day })
			if !ok {
				continue
			}
			days[i].Reviews--
			days[i].Minutes -= float64(r.TookMS) / msPerMinute
			if r.Grade == study.Again {
				days[i].Missed--
			}
		}
	}
	return slices.DeleteFunc(days, func(d DayDone) bool { return d.Reviews <= 0 }), nil
}

// MissedCards returns the cards graded Again between a moment and now and not undone, those
// missed most often first, for a weekly quiz. It leaves out suspended cards.
func (s *Store) MissedCards(ctx context.Context, since study.Time, limit int, decks ...study.ID) ([]study.Card, error) {
	var cards []study.Card
	err := s.read(ctx, func(c *db.Conn) error {
		numbers, err := deckNumbers(c, decks)
		if err != nil {
			return err
		}
		return c.Each(`SELECT `+table.CardColumns+` FROM (
				SELECT r.card AS card, count(*) AS times, max(r.at) AS latest FROM reviews r
				WHERE r.kind = 0 AND r.at BETWEEN ? AND ? AND r.grade = 1
				AND NOT EXISTS (SELECT 1 FROM reviews u WHERE u.card = r.card AND u.kind = 1 AND u.cancels = r.id)
				GROUP BY r.card) m
			CROSS JOIN cards c ON c.n = m.card CROSS JOIN notes t ON t.n = c.note CROSS JOIN decks d ON d.n = c.deck
			WHERE c.suspended = 0 AND `+(&exporter{decks: numbers}).in("c.deck")+`
			ORDER BY m.times DESC, m.latest DESC, c.n LIMIT ?`, func(r *sqlite3.Stmt) error {
			cards = append(cards, table.ReadCard(r).Card)
			return nil
		}, since, s.latest(), limit)
	})
	return cards, err
}

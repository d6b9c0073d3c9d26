package store

import (
	"fmt"
	"time"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/store/db"
	"carrel/internal/store/plan"
	"carrel/internal/store/table"
	"carrel/internal/study"
)

// clock reports rows dated later than now. They were written while a clock was ahead, or
// the clock of this computer is behind.
func (d *doctor) clock(c *db.Conn) error {
	if d.s.opt.Now == nil {
		return nil
	}
	now, ok := d.s.now()
	if !ok {
		d.found(Finding{
			What: fmt.Sprintf("the clock of this computer says %s, which is before Carrel was made", dateOf(now)),
			Todo: "Set the clock.",
		})
		return nil
	}
	var rows int
	var last study.Time
	if _, err := c.One("SELECT count(*), max(at) FROM reviews WHERE at > ? AND kind <> ?", func(r *sqlite3.Stmt) error {
		rows, last = r.ColumnInt(0), study.Time(r.ColumnInt64(1))
		return nil
	}, now+plan.Skew, table.NumberOfCancel); err != nil || rows == 0 {
		return err
	}
	cards, err := plan.CardNumbers(c, "SELECT DISTINCT card FROM reviews WHERE at > ? AND kind <> ?", now+plan.Skew, table.NumberOfCancel)
	if err != nil {
		return err
	}
	w := plan.NewWitness(c, d.s.sched.Load(), now)
	w.Dry = !d.repair
	if err := w.Look(d.ctx, cards); err != nil {
		return err
	}
	f := Finding{What: fmt.Sprintf("%s dated later than now, up to %s, when a clock was ahead; grades given since then count all the same", countReviews(rows), dateOf(last))}
	if w.Cards > 0 {
		f.What = fmt.Sprintf("%s dated later than now, up to %s, and %s because of that", countReviews(rows), dateOf(last), countLate(w.Cards))
		f.Fixed = d.repair
	}
	if w.Cards > 0 && !d.repair {
		f.Todo = "If the clock of this computer is right, run “carrel doctor --repair”: the reviews then count as made by now. No review is lost by it."
	}
	d.found(f)
	if d.repair {
		return w.Note()
	}
	return nil
}

func dateOf(t study.Time) string { return t.Go().UTC().Format(time.DateOnly) }

func countReviews(n int) string {
	if n == 1 {
		return "1 review is"
	}
	return fmt.Sprintf("%d reviews are", n)
}

func countLate(n int) string {
	if n == 1 {
		return "1 card would come much too late"
	}
	return fmt.Sprintf("%d cards would come much too late", n)
}

package store

import (
	"sync"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/schedule"
)

// horizon is how many days ahead reviews are counted by day: ten years. Beyond
// it days are so empty that any will do.
const horizon = 3653

// forecast is how many reviews wait on each day to come, kept in memory: counting
// them anew would take longer than grading a card may. It is changed by whoever
// holds the writing connection. Nothing but the choice of a day depends on it,
// and that is kept in the review row, so a count that is off by a few does no
// harm.
type forecast struct {
	mu    sync.Mutex
	first int   // the civil day of due[0]
	due   []int // nil where it has to be counted
}

// drop forgets the counts, since many cards may have moved.
func (f *forecast) drop() {
	f.mu.Lock()
	f.due = nil
	f.mu.Unlock()
}

// serves reports whether the days after today are counted. f.mu is held.
func (f *forecast) serves(today int) bool {
	return f.due != nil && today >= f.first && today < f.first+horizon/2
}

// count counts where that has not been done yet.
func (f *forecast) count(c *conn, today int) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.serves(today) {
		return nil
	}
	due := make([]int, horizon)
	err := c.each("SELECT key, count(*) FROM cards WHERE queue = 2 AND key BETWEEN ? AND ? GROUP BY key", func(r *sqlite3.Stmt) error {
		due[r.ColumnInt(0)-today] = r.ColumnInt(1)
		return nil
	}, today, today+horizon-1)
	if err != nil {
		return err
	}
	f.first, f.due = today, due
	return nil
}

// without is what waits when a card is taken out of its place, ok false where
// that has to be counted first.
func (f *forecast) without(own place, today int) (a schedule.Ahead, ok bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.serves(today) {
		return a, false
	}
	a = schedule.Ahead{First: today, Due: append([]int(nil), f.due[today-f.first:]...)}
	if i := int(own.key) - today; own.queue == queueReview && i >= 0 && i < len(a.Due) {
		a.Due[i] = max(0, a.Due[i]-1)
	}
	return a, true
}

// move takes a card from one place to another.
func (f *forecast) move(from, to place) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.add(from, -1)
	f.add(to, 1)
}

func (f *forecast) add(p place, n int) {
	if i := p.key - int64(f.first); p.queue == queueReview && i >= 0 && i < int64(len(f.due)) {
		f.due[i] = max(0, f.due[i]+n)
	}
}

package store

import (
	"sync"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/schedule"
	"carrel/internal/store/db"
	"carrel/internal/store/table"
)

// horizon is how many days ahead reviews are counted per day: ten years. Days beyond it
// have so few reviews that the choice of day does not matter.
const horizon = 3653

// forecast caches how many reviews wait on each future day, because a new count takes
// longer than grading a card may. Whoever holds the writing connection updates it. Only
// the choice of a due day depends on it, and that choice is stored in the review row, so a
// count that is slightly off does no harm.
type forecast struct {
	mu    sync.Mutex
	first int   // the civil day of due[0]
	due   []int // nil until counted
}

// drop discards the counts, because many cards may have moved.
func (f *forecast) drop() {
	f.mu.Lock()
	f.due = nil
	f.mu.Unlock()
}

// serves reports whether the counts cover today and at least five years after it. f.mu
// must be held.
func (f *forecast) serves(today int) bool {
	return f.due != nil && today >= f.first && today < f.first+horizon/2
}

// count counts the reviews per day if that has not been done yet.
func (f *forecast) count(c *db.Conn, today int) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.serves(today) {
		return nil
	}
	due := make([]int, horizon)
	err := c.Each("SELECT key, count(*) FROM cards WHERE queue = 2 AND key BETWEEN ? AND ? GROUP BY key", func(r *sqlite3.Stmt) error {
		due[r.ColumnInt(0)-today] = r.ColumnInt(1)
		return nil
	}, today, today+horizon-1)
	if err != nil {
		return err
	}
	f.first, f.due = today, due
	return nil
}

// without returns the counts without a card at its own place. ok is false if the days have
// to be counted first.
func (f *forecast) without(own table.Place, today int) (a schedule.Ahead, ok bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.serves(today) {
		return a, false
	}
	a = schedule.Ahead{First: today, Due: append([]int(nil), f.due[today-f.first:]...)}
	if i := int(own.Key) - today; own.Queue == table.QueueReview && i >= 0 && i < len(a.Due) {
		a.Due[i] = max(0, a.Due[i]-1)
	}
	return a, true
}

// move moves a card from one place to another in the counts.
func (f *forecast) move(from, to table.Place) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.add(from, -1)
	f.add(to, 1)
}

func (f *forecast) add(p table.Place, n int) {
	if i := p.Key - int64(f.first); p.Queue == table.QueueReview && i >= 0 && i < int64(len(f.due)) {
		f.due[i] = max(0, f.due[i]+n)
	}
}

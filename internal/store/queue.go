package store

import (
	"context"
	"slices"
	"time"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/store/db"
	"carrel/internal/store/plan"
	"carrel/internal/store/table"
	"carrel/internal/study"
)

// QueueOptions choose the cards of a queue: those of some decks that are due or new at a moment,
// apart from those that the caller has already.
type QueueOptions struct {
	Now     study.Time
	Decks   []study.ID // including the decks below them; empty means all decks
	Exclude []study.ID // cards that the caller has; leaves out other cards of their notes too
	Limit   int        // maximum number of cards; 0 means 20

	// LearnAhead is how long before its due time a learning card may come when nothing else is
	// left; 0 means 20 minutes, and a negative value never.
	LearnAhead time.Duration
	// ExtraNew is how many new cards are wanted today beyond the daily limit.
	ExtraNew int
}

const (
	defaultQueue = 20
	defaultAhead = 20 * time.Minute
	// manyDue caps the count of due cards for the mix of new and due ones; the exact number
	// beyond it makes no visible difference.
	manyDue = 1000
)

// Counts are the cards that wait in a queue at a moment, by kind.
type Counts struct {
	New      int        `json:"new"`      // within the daily limit
	Learning int        `json:"learning"` // learning cards due now
	Review   int        `json:"review"`   // due today
	Next     study.Time `json:"next"`     // when the next card comes due after now, 0 for never
}

// Queue returns the next cards to ask. It is one ordered query over the cached columns queue
// and key of the table cards (see row_card.go), within the limits of the settings. First come
// learning cards that are due, then due and new cards mixed evenly over the day, and finally
// learning cards that are almost due. New cards come by position, up to the learner's daily
// limit; due cards come by the day on which they fell due. Unless the learner chose otherwise,
// at most one new or due card of a note comes per day.
func (s *Store) Queue(ctx context.Context, opt QueueOptions) ([]study.Card, error) {
	var cards []study.Card
	p := s.sched.Load()
	err := s.read(ctx, func(c *db.Conn) error {
		q, err := newQueue(c, p, opt)
		if err != nil {
			return err
		}
		numbers, err := q.next()
		if err != nil {
			return err
		}
		for _, n := range numbers {
			if _, err := c.One(table.SelectCard+"WHERE c.n = ?", func(r *sqlite3.Stmt) error {
				cards = append(cards, table.ReadCard(r).Card)
				return nil
			}, n); err != nil {
				return err
			}
		}
		return nil
	})
	return cards, err
}

// DueCounts counts the waiting cards in some decks and the decks below them, or in all decks.
func (s *Store) DueCounts(ctx context.Context, now study.Time, decks ...study.ID) (Counts, error) {
	var n Counts
	p := s.sched.Load()
	err := s.read(ctx, func(c *db.Conn) error {
		q, err := newQueue(c, p, QueueOptions{Now: now, Decks: decks})
		if err != nil {
			return err
		}
		n, err = q.counts()
		return err
	})
	return n, err
}

// queue holds the state of one query.
type queue struct {
	c     *db.Conn
	p     *plan.Plan
	opt   QueueOptions
	today int
	start study.Time // of today
	end   study.Time // of today; reviews dated by a clock that was ahead lie beyond it
	decks []int64    // nil for all

	out   []int64
	notes map[int64]bool // notes with a card that is in the result or with the caller
	held  map[int64]bool // cards that the caller has already
}

func newQueue(c *db.Conn, p *plan.Plan, opt QueueOptions) (*queue, error) {
	if opt.Limit <= 0 {
		opt.Limit = defaultQueue
	}
	if opt.LearnAhead == 0 {
		opt.LearnAhead = defaultAhead
	}
	q := &queue{c: c, p: p, opt: opt, today: p.Day(opt.Now), notes: map[int64]bool{}, held: map[int64]bool{}}
	q.start, q.end = p.DayStart(q.today), p.DayStart(q.today+1)
	var err error
	if q.decks, err = deckNumbers(c, opt.Decks); err != nil {
		return nil, err
	}
	for _, id := range opt.Exclude {
		if _, err := c.One("SELECT n, note FROM cards WHERE id = ?", func(r *sqlite3.Stmt) error {
			q.held[r.ColumnInt64(0)] = true
			q.notes[r.ColumnInt64(1)] = true
			return nil
		}, id); err != nil {
			return nil, err
		}
	}
	return q, nil
}

func (q *queue) next() ([]int64, error) {
	if err := q.learning(0, q.opt.Now); err != nil || q.full() {
		return q.out, err
	}
	if err := q.mixed(); err != nil || q.full() {
		return q.out, err
	}
	if q.opt.LearnAhead > 0 {
		until := q.opt.Now + study.Time(q.opt.LearnAhead/time.Millisecond)
		if err := q.learning(q.opt.Now+1, until); err != nil {
			return nil, err
		}
	}
	return q.out, nil
}

func (q *queue) full() bool { return len(q.out) >= q.opt.Limit }

// candidate is a card that may come next.
type candidate struct{ n, note, key, mix int64 }

const (
	// SQLite's planner does not know how many cards are due, so the queries name the index.
	ofAll      = "cards INDEXED BY cards_queue WHERE "
	ofDeck     = "cards INDEXED BY cards_deck WHERE deck = ? AND "
	candidates = "SELECT n, note, key, mix FROM "
)

// learning adds the learning cards due from one instant to another. Cards of one note may
// come together here, because they are due at a certain time.
func (q *queue) learning(from, to study.Time) error {
	found, err := q.collect("queue = 1 AND key BETWEEN ? AND ? AND buried <= ? ORDER BY key, mix LIMIT ?",
		from, to, q.today, q.opt.Limit+len(q.held))
	for _, x := range found {
		if !q.full() && !q.held[x.n] {
			q.held[x.n] = true
			q.out = append(q.out, x.n)
		}
	}
	return err
}

// mixed adds due and new cards so that both run out together: the next card is of the kind
// of which the smaller share of the day's cards is done.
func (q *queue) mixed() error {
	newDone, dueDone, err := q.done()
	if err != nil {
		return err
	}
	want := q.opt.Limit - len(q.out)
	due, err := q.due(want)
	if err != nil {
		return err
	}
	fresh, err := q.fresh(min(want, q.newLeft(newDone)))
	if err != nil {
		return err
	}
	dueLeft := len(due)
	if dueLeft >= want {
		if dueLeft, err = q.upTo(manyDue, "queue = 2 AND key <= ?", q.today); err != nil {
			return err
		}
	}
	newLeft := len(fresh)
	if newLeft >= want {
		if newLeft, err = q.upTo(min(q.newLeft(newDone), manyDue), "queue = 0"); err != nil {
			return err
		}
	}
	allDue, allNew := max(dueDone+dueLeft, 1), max(newDone+newLeft, 1)
	for !q.full() && len(due)+len(fresh) > 0 {
		if len(fresh) == 0 || len(due) > 0 && dueDone*allNew <= newDone*allDue {
			dueDone++
			due = q.hand(due)
		} else {
			newDone++
			fresh = q.hand(fresh)
		}
	}
	return nil
}

// hand adds the first card to the result, unless siblings are kept apart and the result
// has another card of its note.
func (q *queue) hand(from []candidate) []candidate {
	x := from[0]
	if !q.p.Siblings || !q.notes[x.note] {
		q.notes[x.note] = true
		q.out = append(q.out, x.n)
	}
	return from[1:]
}

// newLeft returns how many new cards may still come today.
func (q *queue) newLeft(done int) int {
	if q.p.NewPerDay < 0 {
		return manyDue
	}
	return max(0, q.p.NewPerDay+q.opt.ExtraNew-done)
}

// done counts the cards introduced today and the other cards reviewed today.
func (q *queue) done() (introduced, reviewed int, err error) {
	if introduced, err = q.introduced(); err != nil {
		return 0, 0, err
	}
	if q.decks == nil {
		reviewed, err = q.c.Int("SELECT count(DISTINCT card) FROM ("+todaysReviews+")", q.start, q.end)
	} else {
		reviewed, err = q.inDecks("SELECT c.deck FROM (SELECT DISTINCT card FROM (" + todaysReviews + ")) r CROSS JOIN cards c ON c.n = r.card")
	}
	return introduced, max(0, reviewed-introduced), err
}

// todaysReviews lists the cards reviewed between two instants, up to a limit: after
// hundreds of cards nobody notices how the rest are mixed.
const todaysReviews = "SELECT card FROM reviews INDEXED BY reviews_graded WHERE kind = 0 AND at >= ? AND at < ? ORDER BY at DESC LIMIT 500"

// introduced counts the cards introduced today.
func (q *queue) introduced() (int, error) {
	if q.decks == nil {
		return q.c.Int("SELECT count(*) FROM cards INDEXED BY cards_first WHERE first >= ? AND first < ? AND first > 0", q.start, q.end)
	}
	return q.inDecks("SELECT deck FROM cards INDEXED BY cards_first WHERE first >= ? AND first < ? AND first > 0")
}

// inDecks counts the rows of a query that belong to the chosen decks. Its parameters are
// the start and the end of today.
func (q *queue) inDecks(sql string) (n int, err error) {
	in := map[int64]bool{}
	for _, d := range q.decks {
		in[d] = true
	}
	err = q.c.Each(sql, func(r *sqlite3.Stmt) error {
		if in[r.ColumnInt64(0)] {
			n++
		}
		return nil
	}, q.start, q.end)
	return n, err
}

// free is the condition that no other card of the note was reviewed today.
const free = " AND NOT EXISTS (SELECT 1 FROM cards s INDEXED BY cards_note WHERE s.note = cards.note AND s.n <> cards.n AND s.last >= ? AND s.last < ?)"

func (q *queue) due(limit int) ([]candidate, error) {
	return q.apart("queue = 2 AND key <= ?", limit, q.today)
}

func (q *queue) fresh(limit int) ([]candidate, error) {
	if limit <= 0 {
		return nil, nil
	}
	return q.apart("queue = 0 AND buried <= ?", limit, q.today)
}

// apart returns cards that meet a condition and that the caller does not have yet. Unless
// the learner chose otherwise, no two are of one note.
func (q *queue) apart(condition string, limit int, args ...any) ([]candidate, error) {
	if q.p.Siblings {
		condition += free
		args = append(args, q.start, q.end)
	}
	// Some of the cards found may have to wait for another card of their note.
	for want := limit + len(q.held); ; want *= 4 {
		found, err := q.collect(condition+" ORDER BY key, mix LIMIT ?", append(slices.Clone(args), want)...)
		if err != nil {
			return nil, err
		}
		var kept []candidate
		seen := map[int64]bool{}
		for _, x := range found {
			if q.held[x.n] || q.p.Siblings && (q.notes[x.note] || seen[x.note]) {
				continue
			}
			seen[x.note] = true
			kept = append(kept, x)
		}
		if len(kept) >= limit || len(found) < want {
			return kept[:min(len(kept), limit)], nil
		}
	}
}

// collect finds the cards that meet a condition, in the whole collection or in every
// chosen deck, and merges them. The last of args is a limit.
func (q *queue) collect(condition string, args ...any) ([]candidate, error) {
	var found []candidate
	read := func(r *sqlite3.Stmt) error {
		found = append(found, candidate{r.ColumnInt64(0), r.ColumnInt64(1), r.ColumnInt64(2), r.ColumnInt64(3)})
		return nil
	}
	if q.decks == nil {
		err := q.c.Each(candidates+ofAll+condition, read, args...)
		return found, err
	}
	for _, d := range q.decks {
		if err := q.c.Each(candidates+ofDeck+condition, read, append([]any{d}, args...)...); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(found, func(a, b candidate) int {
		switch {
		case a.key != b.key:
			return compare(a.key, b.key)
		case a.mix != b.mix:
			return compare(a.mix, b.mix)
		}
		return compare(a.n, b.n)
	})
	limit, _ := args[len(args)-1].(int)
	return found[:min(len(found), limit)], nil
}

func compare(a, b int64) int {
	if a < b {
		return -1
	}
	if a > b {
		return 1
	}
	return 0
}

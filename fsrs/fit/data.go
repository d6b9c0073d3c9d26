package fit

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"carrel/fsrs"
)

// Data is a prepared log: each card's history in order, with the days between reviews,
// and all scored reviews numbered by time. No call changes it, and goroutines can share
// it.
type Data struct {
	steps  []step
	starts []int32 // index in steps of each card's first step, and the end of the last
	scored int
	opts   Options
}

// step is one review within its card's history.
type step struct {
	days  float32 // days since the previous review; 0 on the same day and for the first
	rank  int32   // number by time among the scored reviews, or unscored
	grade fsrs.Grade
}

const unscored = -1

// Rows and cards processed between two checks of the context.
const (
	pollRows  = 1 << 16
	pollCards = 256
)

// maxDays is the longest gap between two reviews; longer gaps count as this.
const maxDays = fsrs.MaxStability

// Prepare orders a log, which can be in any order and is not kept. It skips reviews
// with a grade outside 1–4. Gaps of more than 100 years count as 100 years. The error
// wraps ErrTooLarge or is that of the context.
func Prepare(ctx context.Context, log []Review, opts Options) (*Data, error) {
	if len(log) > MaxReviews {
		return nil, fmt.Errorf("%w: %d rows, at most %d can be fitted", ErrTooLarge, len(log), MaxReviews)
	}
	stop := halt{ctx: ctx}
	starts, answers := byCard(log, &stop)
	if stop.ended.Load() {
		return nil, ctx.Err()
	}
	d := &Data{steps: make([]step, len(answers)), starts: starts, opts: opts}
	days := newDayCounter(opts.Calendar)
	times := make([]int64, 0, len(answers))  // times of the scored reviews, in the order of steps
	where := make([]uint32, 0, len(answers)) // their positions in steps
	for c := range d.cards() {
		if c%pollCards == 0 && stop.now() {
			return nil, ctx.Err()
		}
		first, end := starts[c], starts[c+1]
		last := int64(0)
		for i := first; i < end; i++ {
			a := answers[i]
			g := a.grade
			if opts.TwoButton {
				g = g.Two()
			}
			day := days.day(a.time)
			s := step{rank: unscored, grade: g}
			if i > first {
				s.days = float32(min(max(day-last, 0), maxDays))
				if s.days > 0 {
					times = append(times, a.time)
					where = append(where, uint32(i))
				}
			}
			d.steps[i] = s
			last = day
		}
	}
	d.scored = len(where)
	sortBoth(times, where, &stop)
	for rank, i := range where {
		d.steps[i].rank = int32(rank)
	}
	if stop.now() {
		return nil, ctx.Err()
	}
	return d, nil
}

// Reviews returns the number of reviews in the log.
func (d *Data) Reviews() int { return len(d.steps) }

// Items returns the number of scored reviews: all except a card's first and those on
// the same day as the one before.
func (d *Data) Items() int { return d.scored }

// Cards returns the number of cards in the log.
func (d *Data) Cards() int { return d.cards() }

func (d *Data) cards() int { return len(d.starts) - 1 }

func (d *Data) card(c int) []step { return d.steps[d.starts[c]:d.starts[c+1]] }

// answer is a review without its card.
type answer struct {
	time  int64
	grade fsrs.Grade
}

// byCard sorts a log by card and time. starts has the index of each card's first
// answer, with cards ordered by ID. The result is incomplete if stop reports that the
// context has ended.
func byCard(log []Review, stop *halt) (starts []int32, answers []answer) {
	of, ids, count := cardsOf(log, stop)
	if stop.ended.Load() {
		return nil, nil
	}
	order := make([]int32, len(ids))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int { return cmp.Compare(ids[a], ids[b]) })
	starts = make([]int32, len(ids)+1)
	next := make([]int32, len(ids)) // index of the card's next answer
	at := int32(0)
	for i, c := range order {
		starts[i], next[c] = at, at
		at += count[c]
	}
	starts[len(ids)] = at
	answers = make([]answer, at)
	for i, r := range log {
		if c := of[i]; c >= 0 {
			answers[next[c]] = answer{clampTime(r.Time), r.Grade}
			next[c]++
		}
	}
	for c := range ids {
		if c%pollCards == 0 && stop.now() {
			return nil, nil
		}
		if own := answers[starts[c]:starts[c+1]]; !slices.IsSortedFunc(own, answer.compare) {
			slices.SortFunc(own, answer.compare)
		}
	}
	return starts, answers
}

// cardsOf numbers the cards of a log in the order of their first row. It returns the
// number of each row's card, −1 if its grade is invalid, and the ID and the count of
// valid rows of each card.
func cardsOf(log []Review, stop *halt) (of []int32, ids []int64, count []int32) {
	index := make(map[int64]int32)
	of = make([]int32, len(log))
	lastID, last := int64(0), int32(-1)
	for i, r := range log {
		if i%pollRows == 0 && stop.now() {
			return nil, nil, nil
		}
		if !r.Grade.Valid() {
			of[i] = -1
			continue
		}
		if last < 0 || r.Card != lastID {
			n, known := index[r.Card]
			if !known {
				n = int32(len(ids))
				index[r.Card] = n
				ids = append(ids, r.Card)
				count = append(count, 0)
			}
			lastID, last = r.Card, n
		}
		of[i] = last
		count[last]++
	}
	return of, ids, count
}

// compare orders answers by time, then by grade.
func (a answer) compare(b answer) int {
	return cmp.Or(cmp.Compare(a.time, b.time), cmp.Compare(a.grade, b.grade))
}

// clampTime limits a time to the range of a calendar, about 280,000 years.
func clampTime(ms int64) int64 {
	const most = 8_640_000_000_000_000
	return min(max(ms, -most), most)
}

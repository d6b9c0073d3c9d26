package fsrs

import (
	"context"
	"math"
)

// Workload is a deck and the way it is studied: everything that the learner's time
// depends on.
type Workload struct {
	Learner   Learner
	Scheduler Scheduler // its Retention is what the curve varies; load and deadline are not simulated
	Today     int       // the Calendar day on which the simulation begins
	Days      int       // length of the simulation; 0 means a year
	NewPerDay float64   // cards introduced each day
	NewCards  int       // cards that can be introduced; 0 means as many as the days take
	Cards     []State   // cards already studied; new ones among them are skipped
}

// Point is one point of the workload curve: the result of a desired retention, averaged
// over the simulated days.
type Point struct {
	Retention float64 `json:"retention"`
	Minutes   float64 `json:"minutes_per_day"`
	Reviews   float64 `json:"reviews_per_day"`
	Known     float64 `json:"known"`  // cards that would be recalled on the last day
	Actual    float64 `json:"recall"` // share of reviews, a day or more after the last, that were recalled
}

// Sizes of the sample that represents a deck. Cards are independent of each other, so a
// sample has the same means as the whole; its sampling error is well under a tenth.
const (
	sampleNew   = 4000
	sampleCards = 4000
)

// Curve simulates the workload for each of the given retentions. All use the same
// random numbers, so the curve is smooth. The error is that of the context.
func (w *Workload) Curve(ctx context.Context, retentions []float64) ([]Point, error) {
	return w.curve(ctx, retentions, sampleNew, sampleCards)
}

func (w *Workload) curve(ctx context.Context, retentions []float64, newCards, oldCards int) ([]Point, error) {
	points := make([]Point, 0, len(retentions))
	for _, r := range retentions {
		p, err := w.point(ctx, r, newCards, oldCards)
		if err != nil {
			return nil, err
		}
		points = append(points, p)
	}
	return points, nil
}

// tally sums over the cards of a sample.
type tally struct {
	seconds, reviews, known float64
	due, recalled           float64
}

func (w *Workload) point(ctx context.Context, retention float64, newCards, oldCards int) (Point, error) {
	s := w.Scheduler
	s.Retention = retention
	s.Load, s.Deadline = nil, nil
	days := w.Days
	if days <= 0 {
		days = 365
	}
	end := w.Today + days
	var sum tally
	var history []Review

	total, newDays := w.NewPerDay*float64(days), float64(days)
	if w.NewCards > 0 && total > float64(w.NewCards) {
		newDays *= float64(w.NewCards) / total
		total = float64(w.NewCards)
	}
	if total > 0 {
		n := min(newCards, int(math.Ceil(total)))
		for i := range n {
			if i%64 == 0 && ctx.Err() != nil {
				return Point{}, ctx.Err()
			}
			from := w.Today + int((float64(i)+0.5)*newDays/float64(n))
			var last State
			history, last = w.Learner.Study(&s, uint64(i), State{}, from, end, history[:0])
			w.count(&sum, &s, State{}, history, last, end, total/float64(n))
		}
	}
	step := max(1, float64(len(w.Cards))/float64(oldCards))
	for at := 0.0; int(at) < len(w.Cards); at += step {
		if int(at/step)%64 == 0 && ctx.Err() != nil {
			return Point{}, ctx.Err()
		}
		st := w.Cards[int(at)]
		if st.Phase == New || st.Memory.New() {
			continue
		}
		from := max(w.Today, s.Calendar.Day(st.DueTime(s.Calendar)))
		var last State
		history, last = w.Learner.Study(&s, 1<<40+uint64(at), st, from, end, history[:0])
		w.count(&sum, &s, st, history, last, end, step)
	}
	p := Point{
		Retention: s.retention(0),
		Minutes:   sum.seconds / 60 / float64(days),
		Reviews:   sum.reviews / float64(days),
		Known:     sum.known,
	}
	if sum.due > 0 {
		p.Actual = sum.recalled / sum.due
	}
	return p, nil
}

// count adds one card of the sample, which represents weight cards.
func (w *Workload) count(t *tally, s *Scheduler, before State, history []Review, last State, end int, weight float64) {
	previous := before.LastReview
	for _, r := range history {
		t.seconds += weight * w.Learner.Seconds[r.Grade-1]
		t.reviews += weight
		if !previous.IsZero() && s.Calendar.Day(r.Time) > s.Calendar.Day(previous) {
			t.due += weight
			if r.Grade.Recalled() {
				t.recalled += weight
			}
		}
		previous = r.Time
	}
	if !last.Memory.New() {
		days := 0.0
		if !previous.IsZero() {
			days = float64(end - s.Calendar.Day(previous))
		}
		// The learner's real memory differs from the scheduler's estimate if their parameters
		// differ.
		m := before.Memory
		at := before.LastReview
		for _, r := range history {
			gap := 0
			if !at.IsZero() {
				gap = s.Calendar.DaysBetween(at, r.Time)
			}
			m = w.Learner.Memory.or().next(m, float64(gap), r.Grade)
			at = r.Time
		}
		t.known += weight * w.Learner.Memory.Retrievability(days, m.Stability)
	}
}

package fsrs

import (
	"context"
	"errors"
	"runtime"
	"testing"
	"time"
)

// simulate does without sampling: it simulates every card of the deck, day by day.
func simulate(w Workload, retention float64, days int) (minutes, reviews float64) {
	s := w.Scheduler
	s.Retention = retention
	type card struct {
		id     uint64
		state  State
		memory Memory
		next   time.Time
	}
	var deck []card
	for i, st := range w.Cards {
		if st.Phase != New {
			deck = append(deck, card{1<<50 + uint64(i), st, st.Memory, st.DueTime(s.Calendar).Add(6 * time.Hour)})
		}
	}
	id := uint64(1 << 20)
	for day := w.Today; day < w.Today+days; day++ {
		end := s.Calendar.Start(day + 1)
		morning := s.Calendar.Start(day).Add(6 * time.Hour)
		for range int(w.NewPerDay) {
			id++
			deck = append(deck, card{id: id, next: morning})
		}
		for i := range deck {
			for c := &deck[i]; c.next.Before(end); {
				now := c.next
				if now.Before(morning) {
					now = morning
				}
				gap := 0.0
				if c.state.Phase != New {
					gap = float64(s.Calendar.DaysBetween(c.state.LastReview, now))
				}
				g := w.Learner.Answer(c.id, c.state.Reps, c.memory, gap)
				c.memory = w.Learner.Memory.Next(c.memory, gap, g)
				c.state = s.Next(c.state, g, now, c.id)
				minutes += w.Learner.Seconds[g-1] / 60
				reviews++
				if c.next = c.state.DueTime(s.Calendar); c.state.Phase == InReview {
					c.next = c.next.Add(6 * time.Hour)
				}
			}
		}
	}
	return minutes / float64(days), reviews / float64(days)
}

func TestWorkloadCurveIsWithinATenthOfALongSimulation(t *testing.T) {
	p := DefaultParams()
	w := Workload{
		Learner: DefaultLearner(p), Scheduler: *NewScheduler(p, Calendar{RolloverHour: 4}),
		Today: 20000, Days: 365, NewPerDay: 20,
	}
	// The initial deck: the result of 200 days of study.
	for i := range 1000 {
		_, st := w.Learner.Study(&w.Scheduler, uint64(1<<45+i), State{}, w.Today-200+i/5, w.Today, nil)
		w.Cards = append(w.Cards, st)
	}
	retentions := []float64{.70, .90, .95}
	if runtime.GOOS == "js" {
		retentions = retentions[1:2] // it is slow there, and no different
	}
	points, err := w.Curve(context.Background(), retentions)
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range retentions {
		minutes, reviews := simulate(w, r, 365)
		t.Logf("%.2f: %.1f minutes and %.0f reviews a day, simulated %.1f and %.0f; known %.0f, recall %.3f", r, points[i].Minutes, points[i].Reviews, minutes, reviews, points[i].Known, points[i].Actual)
		if off := points[i].Minutes/minutes - 1; off > .05 || off < -.05 {
			t.Errorf("at %.2f the curve says %.1f minutes a day, a long simulation %.1f", r, points[i].Minutes, minutes)
		}
		if off := points[i].Reviews/reviews - 1; off > .05 || off < -.05 {
			t.Errorf("at %.2f the curve says %.0f reviews a day, a long simulation %.0f", r, points[i].Reviews, reviews)
		}
		if i > 0 && points[i].Known <= points[i-1].Known {
			t.Errorf("at %.2f less is known than at %.2f", r, retentions[i-1])
		}
	}
	if len(points) > 2 && points[2].Minutes < points[1].Minutes*1.2 {
		t.Errorf("retention .95 costs %.1f minutes, .90 %.1f", points[2].Minutes, points[1].Minutes)
	}
}

func TestWorkloadStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	w := Workload{Learner: DefaultLearner(Params{}), NewPerDay: 10}
	if _, err := w.Curve(ctx, []float64{.9}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestWorkloadOfNothingIsNothing(t *testing.T) {
	points, err := (&Workload{Cards: []State{{}}}).Curve(context.Background(), []float64{.9})
	if err != nil || points[0] != (Point{Retention: .9}) {
		t.Errorf("%+v, %v", points, err)
	}
}

func TestNewCardsRunOut(t *testing.T) {
	w := Workload{Learner: DefaultLearner(Params{}), Scheduler: *NewScheduler(Params{}, Calendar{}), Days: 100, NewPerDay: 20}
	at := func() Point {
		points, err := w.Curve(context.Background(), []float64{.9})
		if err != nil {
			t.Fatal(err)
		}
		return points[0]
	}
	endless := at()
	w.NewCards = 5000
	if enough := at(); enough != endless {
		t.Errorf("with more cards than the days take: %+v, want %+v", enough, endless)
	}
	w.NewCards = 500
	if few := at(); few.Known > 500 || few.Known < 400 || few.Reviews > endless.Reviews/2 {
		t.Errorf("500 cards: %+v, endless %+v", few, endless)
	}
}

func TestLateLearnersReviewLater(t *testing.T) {
	p := DefaultParams()
	s := NewScheduler(p, Calendar{})
	prompt, late := DefaultLearner(p), DefaultLearner(p)
	late.Late = .5
	a, _ := prompt.Study(s, 5, State{}, 0, 2000, nil)
	b, _ := late.Study(s, 5, State{}, 0, 2000, nil)
	if len(a) < 5 || len(b) == 0 {
		t.Fatalf("%d and %d reviews", len(a), len(b))
	}
	again, _ := prompt.Study(s, 5, State{}, 0, 2000, nil)
	for i := range a {
		if a[i] != again[i] {
			t.Fatal("the same learner answered differently")
		}
	}
}

package fsrs

import (
	"testing"

	"pgregory.net/rapid"
)

// loaded returns a copy of s with another random load and the same shares, or without a
// load if s uses neither fuzz nor a load.
func loaded(t *rapid.T, s *Scheduler) *Scheduler {
	other := *s
	if s.Load == nil && !s.Fuzz {
		return &other
	}
	l := Load{First: s.Calendar.Day(noon)}
	if s.Load != nil {
		l.Share = s.Load.Share
	}
	for range rapid.IntRange(0, 400).Draw(t, "days of another load") {
		l.Due = append(l.Due, rapid.IntRange(0, 9).Draw(t, "due"))
	}
	other.Load = &l
	return &other
}

// TestAPickedIntervalIsTakenAgain checks that a chosen interval is used again, whatever
// was due when it was chosen and whatever is due now.
func TestAPickedIntervalIsTakenAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawScheduler(t)
		s.TwoButton = rapid.Bool().Draw(t, "two buttons")
		if rapid.Bool().Draw(t, "exam") {
			s.Deadline = &Deadline{Day: s.Calendar.Day(noon) + rapid.IntRange(0, 400).Draw(t, "until exam")}
		}
		if rapid.Bool().Draw(t, "short maximum") {
			s.MaxInterval = rapid.IntRange(1, 400).Draw(t, "maximum")
		}
		st, seed := drawState(t, s), rapid.Uint64().Draw(t, "seed")
		g := Grade(rapid.IntRange(1, 4).Draw(t, "grade"))
		then := loaded(t, s).Next(st, g, noon, seed)
		from, to := s.Range(st, g, noon, seed)
		if then.Interval < from || then.Interval > to || from > to {
			t.Fatalf("%d days were picked, the range is %d–%d", then.Interval, from, to)
		}
		if now := s.NextIn(st, g, noon, seed, then.Interval); now != then {
			t.Fatalf("picked %+v, taken again %+v", then, now)
		}
		plain := s.Next(st, g, noon, seed)
		for _, days := range []int{-1, 0, from - 1, to + 1, 1 << 40} {
			if got := s.NextIn(st, g, noon, seed, days); got != plain {
				t.Fatalf("%d days are out of %d–%d: %+v, want %+v", days, from, to, got, plain)
			}
		}
	})
}

func TestARangeIsWhatFuzzGives(t *testing.T) {
	s := NewScheduler(DefaultParams(), Calendar{})
	st := State{Phase: InReview, Memory: Memory{100, 5}, Interval: 100, LastReview: noon.AddDate(0, 0, -100)}
	from, to := s.Range(st, Good, noon, 0)
	least, most := MaxStability, 0
	for seed := range uint64(5000) {
		n := s.Next(st, Good, noon, seed).Interval
		least, most = min(least, n), max(most, n)
	}
	if least != from || most != to {
		t.Errorf("the range is %d–%d, 5,000 draws took %d–%d", from, to, least, most)
	}
	if from, to := s.Range(st, Again, noon, 0); from != 0 || to != 0 {
		t.Errorf("a step of ten minutes has the range %d–%d days", from, to)
	}
	s.Fuzz = false
	if from, to := s.Range(st, Good, noon, 0); from != to {
		t.Errorf("without fuzz the range is %d–%d", from, to)
	}
}

func TestTakingAnIntervalAgainDoesNotAllocate(t *testing.T) {
	s := NewScheduler(DefaultParams(), Calendar{})
	st := State{Phase: InReview, Memory: Memory{100, 5}, Interval: 100, LastReview: noon.AddDate(0, 0, -100)}
	if n := testing.AllocsPerRun(100, func() { _ = s.NextIn(st, Good, noon, 1, 250) }); n != 0 {
		t.Errorf("NextIn allocates %v times", n)
	}
}

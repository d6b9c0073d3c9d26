package fsrs

import (
	"testing"
	"time"
)

// settle schedules a steady stream of reviews with intervals of 5 to 40 days for two
// years. It returns the mean number due on each day of the week after that.
func settle(t *testing.T, share [7]float64, off []int) (mean [7]float64, perDay []int) {
	t.Helper()
	const days = 730
	s := NewScheduler(DefaultParams(), Calendar{})
	s.Load = &Load{First: 0, Due: make([]int, days+100), Share: share, Off: off}
	card := uint64(0)
	for day := range days {
		for n := range 40 {
			card++
			ivl := 5 + float64((n*7+day)%36)
			v := view{s: s, p: &defaultParams, today: day, fuzz: unit(card, 3)}
			s.Load.Add(day + v.pick(ivl, 1, 100, 1))
		}
	}
	var count [7]int
	for day := 100; day < days; day++ {
		mean[Weekday(day)] += float64(s.Load.Due[day])
		count[Weekday(day)]++
	}
	for i := range mean {
		mean[i] /= float64(count[i])
	}
	return mean, s.Load.Due[100:days]
}

func TestLoadEvensDaysOut(t *testing.T) {
	mean, perDay := settle(t, [7]float64{}, nil)
	for d, m := range mean {
		if m < 38 || m > 42 {
			t.Errorf("%v has %.1f reviews, want about 40", time.Weekday(d), m)
		}
	}
	worst := 0
	for _, n := range perDay {
		worst = max(worst, n)
	}
	if worst > 52 {
		t.Errorf("a day has %d reviews, want at most a third over 40", worst)
	}
}

func TestEasyDaysKeepTheirShareAndDoNotPileUpBeside(t *testing.T) {
	for _, share := range []float64{.5, .25, 0} {
		mean, _ := settle(t, [7]float64{share, 1, 1, 1, 1, 1, 1}, nil)
		ordinary := 0.0
		for _, m := range mean[1:] {
			ordinary += m / 6
		}
		if got := mean[0] / ordinary; got > share+.06 || got < share-.1 {
			t.Errorf("Sundays bear %.2f of an ordinary day, want %.2f", got, share)
		}
		for d := 1; d < 7; d++ {
			if r := mean[d] / ordinary; r > 1.1 {
				t.Errorf("share %v: %vs bear %.2f of an ordinary day", share, time.Weekday(d), r)
			}
		}
	}
}

func TestEasyDaysAreHonouredWithNothingDue(t *testing.T) {
	l := &Load{Share: [7]float64{.5, 1, 1, 1, 1, 1, 1}}
	sundays, saturdays, mondays, total := 0, 0, 0, 0
	for seed := range uint64(2000) {
		day := l.choose(0, 7, 20, unit(seed, 1)) // two weeks, nothing due
		total++
		switch Weekday(day) {
		case time.Sunday:
			sundays++
		case time.Saturday:
			saturdays++
		case time.Monday:
			mondays++
		}
	}
	if sundays > total/20 {
		t.Errorf("%d of %d cards fall on easy Sundays of an empty calendar", sundays, total)
	}
	if saturdays > total/5 || mondays > total/5 {
		t.Errorf("of %d cards %d fall on Saturdays and %d on Mondays, beside the easy day", total, saturdays, mondays)
	}
}

func TestADayOffIsUsedOnlyWhereThereIsNoOther(t *testing.T) {
	l := &Load{Off: []int{10}}
	for seed := range uint64(500) {
		if d := l.choose(0, 9, 11, unit(seed, 1)); d == 10 {
			t.Fatal("a day off got a card")
		}
	}
	if d := l.choose(0, 10, 10, .5); d != 10 {
		t.Errorf("with no other day the card went to day %d", d)
	}
	l = &Load{Share: [7]float64{0, 0, 0, 0, 0, 0, 1}}
	for seed := range uint64(500) {
		if d := l.choose(0, 5, 12, unit(seed, 1)); Weekday(d) != time.Saturday {
			t.Fatalf("day %d, a %v, is off", d, Weekday(d))
		}
	}
}

func TestLoadIsDeterministicAndStaysInTheFuzzRange(t *testing.T) {
	s := NewScheduler(DefaultParams(), Calendar{})
	s.Load = &Load{First: s.Calendar.Day(noon), Due: make([]int, 200)}
	for i := range s.Load.Due {
		s.Load.Due[i] = i * 7919 % 31
	}
	st := State{Phase: InReview, Memory: Memory{20, 5}, Interval: 20, LastReview: noon.AddDate(0, 0, -20)}
	for seed := range uint64(200) {
		a, b := s.Next(st, Good, noon, seed), s.Next(st, Good, noon, seed)
		if a != b {
			t.Fatalf("%+v and %+v from the same arguments", a, b)
		}
		from, to := FuzzBounds(DefaultParams().Interval(a.Memory.Stability, .9), 1, 36500)
		if a.Interval < from || a.Interval > to {
			t.Fatalf("%d days are out of %d–%d", a.Interval, from, to)
		}
	}
}

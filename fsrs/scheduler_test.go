package fsrs

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var noon = time.Date(2025, 1, 15, 12, 0, 0, 0, time.UTC)

// wait returns the time from the review until a state is due; days count as whole days.
func wait(st State) time.Duration {
	if st.Phase == InReview {
		return time.Duration(st.Interval) * 24 * time.Hour
	}
	return st.Due.Sub(st.LastReview)
}

func TestLearningStepsAreAnkis(t *testing.T) {
	m := time.Minute
	for _, c := range []struct {
		what   string
		steps  []time.Duration
		grades []Grade // given 10 minutes apart
		want   []time.Duration
	}{
		{"hard on the first step is the mean of the first two", []time.Duration{m, 10 * m}, []Grade{Hard}, []time.Duration{330 * time.Second}},
		{"hard later is the same step", []time.Duration{m, 10 * m}, []Grade{Good, Hard}, []time.Duration{10 * m, 10 * m}},
		{"hard on an only step is half as long again", []time.Duration{10 * m}, []Grade{Hard}, []time.Duration{15 * m}},
		{"but at most a day longer", []time.Duration{72 * time.Hour}, []Grade{Hard}, []time.Duration{96 * time.Hour}},
		{"again is the first step", []time.Duration{m, 10 * m}, []Grade{Good, Again}, []time.Duration{10 * m, m}},
		{"good goes on and graduates", []time.Duration{m, 10 * m}, []Grade{Good, Good}, []time.Duration{10 * m, 48 * time.Hour}},
		{"easy graduates at once", []time.Duration{m, 10 * m}, []Grade{Easy}, []time.Duration{8 * 24 * time.Hour}},
		{"good after again walks all steps", []time.Duration{m, 5 * m, 10 * m}, []Grade{Again, Good, Good}, []time.Duration{m, 5 * m, 10 * m}},
	} {
		s := NewScheduler(DefaultParams(), Calendar{})
		s.Fuzz, s.LearningSteps = false, c.steps
		var st State
		at := noon
		for i, g := range c.grades {
			st = s.Next(st, g, at, 1)
			if got := wait(st); got != c.want[i] {
				t.Errorf("%s: review %d waits %v, want %v", c.what, i+1, got, c.want[i])
			}
			at = at.Add(10 * m)
		}
	}
}

func TestALapseRelearnsAndReturns(t *testing.T) {
	s := NewScheduler(DefaultParams(), Calendar{})
	s.Fuzz = false
	st := State{Phase: InReview, Memory: Memory{50, 5}, Interval: 50, LastReview: noon.AddDate(0, 0, -50), Reps: 7}
	st = s.Next(st, Again, noon, 1)
	if st.Phase != Relearning || st.Lapses != 1 || wait(st) != 10*time.Minute || st.Interval != 0 {
		t.Fatalf("after again: %+v", st)
	}
	if missed := s.Next(st, Again, st.Due, 1); missed.Lapses != 1 || missed.Phase != Relearning {
		t.Errorf("a card missed again while it relearns: %+v", missed)
	}
	if missed := s.Next(s.Next(State{}, Good, noon, 1), Again, noon, 1); missed.Lapses != 0 || missed.Phase != Learning {
		t.Errorf("a card missed while it is learnt: %+v", missed)
	}
	lapsed := st.Memory
	st = s.Next(st, Good, st.Due, 1)
	if st.Phase != InReview || st.Lapses != 1 || st.Interval < 1 || st.Reps != 9 {
		t.Fatalf("after relearning: %+v", st)
	}
	if st.Memory.Stability < lapsed.Stability {
		t.Errorf("a good answer on the same day weakened %v to %v", lapsed, st.Memory)
	}
}

func TestWithoutStepsTheModelSchedulesTheSameDay(t *testing.T) {
	s := &Scheduler{Params: DefaultParams()}
	four := s.Four(State{}, noon, 1)
	if four[0].Phase != Learning || wait(four[0]) >= 12*time.Hour || wait(four[0]) < 4*time.Hour {
		t.Errorf("a new card missed comes back in %v; .212 days of stability are about 5 hours", wait(four[0]))
	}
	for i, days := range []int{1, 2, 8} {
		if st := four[i+1]; st.Phase != InReview || st.Interval != days {
			t.Errorf("%v gives %v, want %d days", Grade(i+2), wait(st), days)
		}
	}
	again := s.Next(State{Phase: InReview, Memory: Memory{1, 9}, Interval: 1, LastReview: noon.AddDate(0, 0, -1)}, Again, noon, 1)
	if again.Phase != Relearning || again.Lapses != 1 {
		t.Errorf("a lapse without steps: %+v", again)
	}
}

func TestTwoButtons(t *testing.T) {
	s := NewScheduler(DefaultParams(), Calendar{})
	s.Fuzz, s.TwoButton = false, true
	st := State{Phase: InReview, Memory: Memory{3, 5}, Interval: 3, LastReview: noon.AddDate(0, 0, -3)}
	four := s.Four(st, noon, 1)
	if four[1] != four[2] || four[2] != four[3] {
		t.Errorf("the three ways to have known it differ: %+v", four)
	}
	if four[0] != s.Next(st, Missed, noon, 1) || four[2] != s.Next(st, Knew, noon, 1) || four[2] != s.Next(st, Easy, noon, 1) {
		t.Error("Next and Four disagree")
	}
	if Easy.Two() != Knew || Hard.Two() != Knew || Again.Two() != Missed || Grade(9).Two().Valid() {
		t.Error("Two maps grades wrongly")
	}
}

func TestRetentionOfTheCardGoesBeforeTheDecks(t *testing.T) {
	s := NewScheduler(DefaultParams(), Calendar{})
	s.Fuzz = false
	st := State{Phase: InReview, Memory: Memory{30, 5}, Interval: 30, LastReview: noon.AddDate(0, 0, -30)}
	last := 1 << 30
	for _, r := range []float64{.70, .80, .90, .95, .99} {
		st.Retention = r
		got := s.Next(st, Good, noon, 1)
		if got.Interval >= last {
			t.Errorf("retention %v gives %d days, no less than a lower one", r, got.Interval)
		}
		if got.Retention != r {
			t.Error("the card's own retention is lost")
		}
		last = got.Interval
		s.Retention, st.Retention = r, 0
		if deck := s.Next(st, Good, noon, 1); deck.Interval != got.Interval {
			t.Errorf("as the deck's, retention %v gives %d days, not %d", r, deck.Interval, got.Interval)
		}
		s.Retention = .9
	}
	st.Retention = .2
	low := s.Next(st, Good, noon, 1).Interval
	st.Retention = .7
	if s.Next(st, Good, noon, 1).Interval != low {
		t.Error("a retention under .70 is not brought up to it")
	}
}

func TestRestateFollowsANewRetention(t *testing.T) {
	s := NewScheduler(DefaultParams(), Calendar{})
	s.Fuzz = false
	st := s.Next(State{Phase: InReview, Memory: Memory{30, 5}, Interval: 30, LastReview: noon.AddDate(0, 0, -30)}, Good, noon, 1)
	s.Retention = .97
	later := s.Restate(st, noon.AddDate(0, 0, 3), 1)
	if later.Interval >= st.Interval || later.DueDay != s.Calendar.Day(noon)+later.Interval {
		t.Errorf("%d days became %d, due on day %d", st.Interval, later.Interval, later.DueDay)
	}
	overdue := s.Restate(st, noon.AddDate(1, 0, 0), 1)
	if want := s.Calendar.Day(noon.AddDate(1, 0, 0)); overdue.DueDay != want {
		t.Errorf("due on day %d, want today, %d", overdue.DueDay, want)
	}
	if n := (State{}); s.Restate(n, noon, 1) != n {
		t.Error("a new card moved")
	}
}

func TestCheckNamesWhatIsWrong(t *testing.T) {
	good := NewScheduler(DefaultParams(), Calendar{})
	if err := good.Check(); err != nil {
		t.Error(err)
	}
	for what, change := range map[string]func(*Scheduler){
		"retention": func(s *Scheduler) { s.Retention = .5 },
		"interval":  func(s *Scheduler) { s.MaxInterval = -1 },
		"hour":      func(s *Scheduler) { s.Calendar.RolloverHour = 24 },
		"step":      func(s *Scheduler) { s.LearningSteps = []time.Duration{0} },
		"order":     func(s *Scheduler) { s.RelearningSteps = []time.Duration{time.Hour, time.Minute} },
	} {
		s := NewScheduler(DefaultParams(), Calendar{})
		change(s)
		if s.Check() == nil {
			t.Errorf("a bad %s passes", what)
		}
	}
}

func TestStateJSONRoundTrip(t *testing.T) {
	s := NewScheduler(DefaultParams(), Calendar{})
	for _, st := range append([]State{{}}, func() []State { f := s.Four(State{Retention: .8}, noon, 4); return f[:] }()...) {
		data, err := json.Marshal(st)
		if err != nil {
			t.Fatal(err)
		}
		var back State
		if err := json.Unmarshal(data, &back); err != nil || back != st {
			t.Errorf("%s came back as %+v, %v", data, back, err)
		}
	}
}

// drawScheduler draws schedulers of all kinds, and drawState cards in all states.
func drawScheduler(t *rapid.T) *Scheduler {
	w := DefaultParams().Values()
	lo, hi := Bounds()
	if rapid.Bool().Draw(t, "odd parameters") {
		for i := range w {
			w[i] = rapid.Float64Range(lo[i], hi[i]).Draw(t, "w")
		}
	}
	p, _ := ParamsFrom(w[:])
	s := NewScheduler(p, Calendar{RolloverHour: rapid.IntRange(0, 23).Draw(t, "hour")})
	s.Fuzz = rapid.Bool().Draw(t, "fuzz")
	s.Retention = rapid.Float64Range(.7, .99).Draw(t, "retention")
	step := rapid.SampledFrom([]time.Duration{time.Second, time.Minute, 10 * time.Minute, time.Hour, 30 * time.Hour})
	draw := func(name string) (steps []time.Duration) {
		for range rapid.IntRange(0, 3).Draw(t, name) {
			steps = append(steps, step.Draw(t, "step"))
		}
		return steps
	}
	s.LearningSteps, s.RelearningSteps = draw("learning"), draw("relearning")
	if rapid.Bool().Draw(t, "load") {
		l := &Load{First: s.Calendar.Day(noon)}
		for range rapid.IntRange(0, 60).Draw(t, "days") {
			l.Due = append(l.Due, rapid.IntRange(0, 200).Draw(t, "due"))
		}
		for i := range l.Share {
			l.Share[i] = rapid.SampledFrom([]float64{0, .5, 1}).Draw(t, "share")
		}
		s.Load = l
	}
	return s
}

func drawState(t *rapid.T, s *Scheduler) State {
	st := State{Phase: Phase(rapid.IntRange(0, 3).Draw(t, "phase")), Reps: rapid.IntRange(0, 50).Draw(t, "reps")}
	if st.Phase == New {
		return st
	}
	st.Memory = Memory{rapid.Float64Range(MinStability, 5000).Draw(t, "S"), rapid.Float64Range(1, 10).Draw(t, "D")}
	st.LastReview = noon.Add(-time.Duration(rapid.IntRange(0, 3000*24).Draw(t, "hours")) * time.Hour)
	if st.Phase == InReview {
		st.Interval = rapid.IntRange(1, 5000).Draw(t, "interval")
	} else {
		st.Step = rapid.IntRange(0, 4).Draw(t, "at step")
	}
	return st
}

func TestGradesAreInOrderAlways(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawScheduler(t)
		st := drawState(t, s)
		if rapid.Bool().Draw(t, "short maximum") {
			s.MaxInterval = rapid.IntRange(4, 400).Draw(t, "maximum")
		}
		four := s.Four(st, noon, rapid.Uint64().Draw(t, "seed"))
		for i := 1; i < 4; i++ {
			if i == 1 && (wait(four[0]) <= wait(four[1]) || s.Check() != nil) {
				continue // may be equal where both are the shortest there is
			}
			if wait(four[i-1]) >= wait(four[i]) {
				t.Fatalf("%v waits %v, %v waits %v", Grade(i), wait(four[i-1]), Grade(i+1), wait(four[i]))
			}
		}
	})
}

func TestFuzzNeverShortensASuccess(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawScheduler(t)
		st := drawState(t, s)
		st.Phase = InReview
		st.Interval = max(1, st.Interval)
		g := Grade(rapid.IntRange(2, 4).Draw(t, "grade"))
		seed := rapid.Uint64().Draw(t, "seed")
		fuzzed := s.Next(st, g, noon, seed)
		s.Fuzz, s.Load = false, nil
		plain := s.Next(st, g, noon, seed)
		if fuzzed.Interval < min(plain.Interval, st.Interval) {
			t.Fatalf("%v after %d days: %d without fuzz, %d with it", g, st.Interval, plain.Interval, fuzzed.Interval)
		}
	})
}

// Fuzz may have lengthened the last interval. That must not make a success shorten it.
func TestAFuzzedIntervalIsNotTakenBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawScheduler(t)
		seed := rapid.Uint64().Draw(t, "seed")
		st := State{Phase: InReview, Memory: Memory{rapid.Float64Range(1, 3000).Draw(t, "S"), rapid.Float64Range(1, 10).Draw(t, "D")}}
		before := s.Params.Interval(st.Memory.Stability, s.Retention)
		from, to := FuzzBounds(before, 1, 20000)
		st.Interval = rapid.IntRange(from, to).Draw(t, "interval")
		st.LastReview = noon.AddDate(0, 0, -rapid.IntRange(0, 2*st.Interval).Draw(t, "days"))
		next := s.Next(st, Grade(rapid.IntRange(2, 4).Draw(t, "grade")), noon, seed)
		if after := s.Params.Interval(next.Memory.Stability, s.Retention); after >= before && next.Interval < st.Interval {
			t.Fatalf("%d days, from %.2f, became %d, from %.2f", st.Interval, before, next.Interval, after)
		}
	})
}

func TestANewRetentionShortensTheNextInterval(t *testing.T) {
	s := NewScheduler(DefaultParams(), Calendar{})
	s.Retention = .8
	st := s.Next(State{Phase: InReview, Memory: Memory{30, 5}, Interval: 70, LastReview: noon.AddDate(0, 0, -70)}, Good, noon, 1)
	s.Retention = .97
	if next := s.Next(st, Good, noon.AddDate(0, 0, 20), 1); next.Interval >= st.Interval {
		t.Errorf("asked to know more, the card went from %d days to %d", st.Interval, next.Interval)
	}
}

func TestNextIsFourAndKeepsItsPromises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawScheduler(t)
		s.TwoButton = rapid.Bool().Draw(t, "two buttons")
		st := drawState(t, s)
		seed := rapid.Uint64().Draw(t, "seed")
		four := s.Four(st, noon, seed)
		for i, want := range four {
			got := s.Next(st, Grade(i+1), noon, seed)
			if got != want {
				t.Fatalf("Next(%v) = %+v, Four has %+v", Grade(i+1), got, want)
			}
			if got.Reps != st.Reps+1 || !got.LastReview.Equal(noon) {
				t.Fatalf("not counted: %+v", got)
			}
			if m := got.Memory; !(m.Stability >= MinStability && m.Stability <= MaxStability && m.Difficulty >= 1 && m.Difficulty <= 10) {
				t.Fatalf("memory out of bounds: %+v", got)
			}
			if (got.Phase == InReview) != (got.Interval > 0) || got.Phase == New || (got.Phase == InReview) != got.Due.IsZero() {
				t.Fatalf("phase and due do not agree: %+v", got)
			}
			if got.Phase == InReview && got.DueDay != s.Calendar.Day(noon)+got.Interval {
				t.Fatalf("due on day %d, %d days from %d", got.DueDay, got.Interval, s.Calendar.Day(noon))
			}
			if !s.TwoButton && !st.Memory.New() {
				want := s.Params.Next(st.Memory, float64(s.Calendar.DaysBetween(st.LastReview, noon)), Grade(i+1))
				near2(t, got.Memory, want)
			}
		}
		if s.Next(st, 0, noon, seed) != st {
			t.Fatal("no grade is no review")
		}
	})
}

func near2(t *rapid.T, a, b Memory) {
	if d := a.Stability/b.Stability - 1; d > 1e-9 || d < -1e-9 || a.Difficulty != b.Difficulty {
		t.Fatalf("scheduler gives memory %v, model %v", a, b)
	}
}

func TestFuzzDependsOnCardAndRepetition(t *testing.T) {
	s := NewScheduler(DefaultParams(), Calendar{})
	st := State{Phase: InReview, Memory: Memory{100, 5}, Interval: 100, LastReview: noon.AddDate(0, 0, -100)}
	byCard, byRep := map[int]bool{}, map[int]bool{}
	for i := range 100 {
		byCard[s.Next(st, Good, noon, uint64(i)).Interval] = true
		rep := st
		rep.Reps = i
		byRep[s.Next(rep, Good, noon, 1).Interval] = true
	}
	if len(byCard) < 15 || len(byRep) < 15 {
		t.Errorf("100 cards take %d intervals, 100 repetitions %d; the fuzz range holds more", len(byCard), len(byRep))
	}
}

func TestSchedulingDoesNotAllocate(t *testing.T) {
	s := NewScheduler(DefaultParams(), Calendar{})
	s.Load = &Load{Due: make([]int, 1)}
	s.Deadline = &Deadline{Day: s.Calendar.Day(noon) + 100}
	st := State{Phase: InReview, Memory: Memory{100, 5}, Interval: 100, LastReview: noon.AddDate(0, 0, -100)}
	if n := testing.AllocsPerRun(100, func() { _ = s.Next(st, Good, noon, 1) }); n != 0 {
		t.Errorf("Next allocates %v times", n)
	}
	if n := testing.AllocsPerRun(100, func() { _ = s.Four(st, noon, 1) }); n != 0 {
		t.Errorf("Four allocates %v times", n)
	}
}

func BenchmarkNext(b *testing.B) {
	s := NewScheduler(DefaultParams(), Calendar{RolloverHour: 4})
	st := State{Phase: InReview, Memory: Memory{100, 5}, Interval: 100, LastReview: noon.AddDate(0, 0, -100)}
	b.ReportAllocs()
	for i := range b.N {
		sink = s.Next(st, Good, noon, uint64(i))
	}
}

func BenchmarkFour(b *testing.B) {
	s := NewScheduler(DefaultParams(), Calendar{RolloverHour: 4})
	st := State{Phase: InReview, Memory: Memory{100, 5}, Interval: 100, LastReview: noon.AddDate(0, 0, -100)}
	b.ReportAllocs()
	for i := range b.N {
		sink4 = s.Four(st, noon, uint64(i))
	}
}

var (
	sink  State
	sink4 [4]State
)

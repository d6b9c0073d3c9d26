package schedule

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"carrel/fsrs"
	"carrel/internal/study"
)

// settings draws the settings that decide intervals, including easy days.
func settings() *rapid.Generator[Settings] {
	return rapid.Custom(func(t *rapid.T) Settings {
		s := Defaults(time.UTC)
		s.Retention = rapid.Float64Range(.8, .95).Draw(t, "retention")
		s.Fuzz = rapid.IntRange(0, 3).Draw(t, "fuzz") > 0
		s.TwoButton = rapid.IntRange(0, 3).Draw(t, "two buttons") == 0
		for i := range s.Easy {
			s.Easy[i] = Ease(rapid.IntRange(0, 2).Draw(t, "ease"))
		}
		if rapid.Bool().Draw(t, "no steps") {
			s.LearningSteps, s.RelearningSteps = nil, nil
		}
		return s
	})
}

func aheads(first int) *rapid.Generator[Ahead] {
	return rapid.Custom(func(t *rapid.T) Ahead {
		return Ahead{First: first, Due: rapid.SliceOfN(rapid.IntRange(0, 40), 0, 200).Draw(t, "due")}
	})
}

// TestWhatWasPickedComesOutOfAReplay grades a card several times, each time with other
// reviews due on the coming days. It then replays the rows with a scheduler that does
// not know those days, as after an undo, a rebuild, an import on another device or a
// kill.
func TestWhatWasPickedComesOutOfAReplay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		set, c := settings().Draw(t, "settings"), cards().Draw(t, "card")
		s := New(set)
		var rows []study.Review
		var st study.Schedule
		at := noon
		for i := range rapid.IntRange(1, 10).Draw(t, "reviews") {
			at += study.Time(rapid.Int64Range(60_000, 60*int64(day)).Draw(t, "gap"))
			ahead := aheads(s.Day(at)).Draw(t, "ahead")
			four := s.Four(c, st, at, ahead)
			r := s.Pick(c, st, graded(i, at, study.Grade(rapid.IntRange(1, 4).Draw(t, "grade"))), ahead)
			before := st
			st = s.Apply(c, st, r)
			if st != four[r.Grade-1] {
				t.Fatalf("%v was to give %+v and gave %+v", r.Grade, four[r.Grade-1], st)
			}
			ordered(t, set, c, four)
			notShorter(t, s, c, before, st, r)
			text, err := json.Marshal(r) // as it is stored and sent
			if err != nil {
				t.Fatal(err)
			}
			var back study.Review
			if err := json.Unmarshal(text, &back); err != nil {
				t.Fatal(err)
			}
			rows = append(rows, back)
		}
		if got := New(set).Replay(c, rows).Schedule; got != st {
			t.Fatalf("graded %+v, replayed %+v", st, got)
		}
		undone := append(slices.Clone(rows), study.Review{ID: id(-1), At: at + 1, Kind: study.Cancel, Cancels: rows[len(rows)-1].ID})
		if a, b := s.Replay(c, undone), s.Replay(c, rows[:len(rows)-1]); a != b {
			t.Fatalf("undone %+v, never done %+v", a, b)
		}
	})
}

// ordered checks hard < good < easy for grades that lead to review; a deadline may
// leave no room.
func ordered(t *rapid.T, set Settings, c Card, four [4]study.Schedule) {
	if set.TwoButton || c.Deadline != 0 {
		return
	}
	for i := 2; i < 4; i++ {
		a, b := four[i-1], four[i]
		if a.Phase == study.InReview && (b.Phase != study.InReview || a.Interval >= b.Interval) {
			t.Fatalf("%v gives %+v, %v gives %+v", study.Grade(i), a, study.Grade(i+1), b)
		}
	}
}

// notShorter checks that a success does not bring a card in review back sooner than
// last time, unless its memory alone would.
func notShorter(t *rapid.T, s *Scheduler, c Card, before, after study.Schedule, r study.Review) {
	if before.Phase != study.InReview || r.Grade == study.Again || c.Deadline != 0 {
		return
	}
	exact := *s.withDeadline(c)
	exact.Fuzz, exact.Load = false, nil
	plain := exact.Next(state(c, before), fsrs.Grade(r.Grade), r.At.Go(), 0).Interval
	if after.Interval < min(before.Interval, plain) {
		t.Fatalf("%v after %d days: %d without a choice of days, %d with it", r.Grade, before.Interval, plain, after.Interval)
	}
}

// TestWhatWillNotDoAnyMoreIsPickedAnew checks that after a change of settings a stored
// interval stays if it is still in the range, and is ignored otherwise.
func TestWhatWillNotDoAnyMoreIsPickedAnew(t *testing.T) {
	s := New(Defaults(time.UTC))
	first := graded(1, noon-40*day, study.Easy)
	st := s.Replay(card, []study.Review{first}).Schedule
	r := s.Pick(card, st, graded(2, noon, study.Good), Ahead{})
	if r.State == nil {
		t.Fatal("there was a choice of days, and none was kept")
	}
	set := Defaults(time.UTC)
	set.Retention = .901
	if a := New(set).Replay(card, []study.Review{first, r}).Schedule; a.Interval != r.State.Interval {
		t.Errorf("%d days were picked; a hair more retention made it %d", r.State.Interval, a.Interval)
	}
	set.Retention = .8
	bare := r
	bare.State = nil
	a, b := New(set).Replay(card, []study.Review{first, r}).Schedule, New(set).Replay(card, []study.Review{first, bare}).Schedule
	if a != b || a.Interval <= r.State.Interval {
		t.Errorf("asked to remember less: %+v with what was picked before, %+v without", a, b)
	}
}

// study40 grades 40 cards a day for nearly two years, with intervals of a week to a
// month, and returns the mean number due on each day of the week. If rows are not
// picked, the replay chooses their intervals.
func study40(t *testing.T, easy EasyDays, pick, empty bool) (mean [7]float64) {
	t.Helper()
	const days = 600
	set := Defaults(time.UTC)
	set.Easy = easy
	s := New(set)
	today := s.Day(noon)
	ahead := Ahead{First: today, Due: make([]int, days+100)}
	var sum [7]float64
	for n := range days {
		at := noon + study.Time(n)*day
		for i := range 40 {
			c := Card{ID: study.DeriveID("card", time.Duration(n*40+i).String())}
			st := study.Schedule{Phase: study.InReview, Stability: 3 + float64(i%12), Difficulty: 5, Interval: 3, Day: s.Day(at), Last: at - 4*day, Reps: 3}
			r := graded(n*40+i, at, study.Good)
			if pick {
				now := ahead
				if empty {
					now = Ahead{}
				}
				r = s.Pick(c, st, r, now)
			}
			due := s.Apply(c, st, r).Day
			ahead.Due[due-ahead.First]++
		}
	}
	for n := 100; n < 100+70*7; n++ {
		sum[fsrs.Weekday(today+n)] += float64(ahead.Due[n])
	}
	for i := range sum {
		mean[i] = sum[i] / 70
	}
	return mean
}

func TestEasyDaysAreHonoured(t *testing.T) {
	for _, c := range []struct {
		name        string
		pick, empty bool
	}{
		{"by what is due", true, false},
		{"with nothing due", true, true},
		{"by a replay of rows from elsewhere", false, false},
	} {
		easy := EasyDays{time.Saturday: Fewer, time.Sunday: Minimum}
		mean := study40(t, easy, c.pick, c.empty)
		ordinary := (mean[1] + mean[2] + mean[3] + mean[4] + mean[5]) / 5
		if got := mean[time.Sunday] / ordinary; got > .02 {
			t.Errorf("%s: Sundays bear %.2f of an ordinary day", c.name, got)
		}
		if got := mean[time.Saturday] / ordinary; got > .6 {
			t.Errorf("%s: Saturdays bear %.2f of an ordinary day, want half", c.name, got)
		}
		for d := 1; d < 6; d++ {
			if got := mean[d] / ordinary; got > 1.15 || got < .85 {
				t.Errorf("%s: %vs bear %.2f of an ordinary day", c.name, time.Weekday(d), got)
			}
		}
	}
}

func TestDaysFillEvenly(t *testing.T) {
	mean := study40(t, EasyDays{}, true, false)
	for d, m := range mean {
		if m < 38 || m > 42 {
			t.Errorf("%vs bear %.1f reviews, want about 40", time.Weekday(d), m)
		}
	}
}

func TestOnlyAChoiceIsKept(t *testing.T) {
	s := New(Defaults(time.UTC))
	for g, st := range map[study.Grade]study.Schedule{
		study.Good:  {}, // a step of ten minutes
		study.Again: {Phase: study.InReview, Stability: 50, Difficulty: 5, Interval: 50, Last: noon - 50*day, Reps: 4},
	} {
		if r := s.Pick(card, st, graded(1, noon, g), Ahead{}); r.State != nil {
			t.Errorf("%v keeps %+v", g, r.State)
		}
	}
	set := Defaults(time.UTC)
	set.Fuzz = false
	st := study.Schedule{Phase: study.InReview, Stability: 50, Difficulty: 5, Interval: 50, Last: noon - 50*day, Reps: 4}
	if r := New(set).Pick(card, st, graded(1, noon, study.Good), Ahead{}); r.State != nil {
		t.Errorf("with fuzz switched off it keeps %+v", r.State)
	}
}

func TestEasyDaysAsJSON(t *testing.T) {
	var d EasyDays
	if err := json.Unmarshal([]byte(`{"sunday":"minimum","saturday":"fewer"}`), &d); err != nil || d != (EasyDays{time.Sunday: Minimum, time.Saturday: Fewer}) {
		t.Errorf("got %v, %v", d, err)
	}
	text, err := json.Marshal(d)
	var back EasyDays
	if err == nil {
		err = json.Unmarshal(text, &back)
	}
	if err != nil || back != d {
		t.Errorf("%s came back as %v, %v", text, back, err)
	}
	for _, bad := range []string{`{"sunday":"never"}`, `{"someday":"fewer"}`} {
		if err := json.Unmarshal([]byte(bad), &d); study.KindOf(err) != study.Invalid {
			t.Errorf("%s: %v", bad, err)
		}
	}
	if (EasyDays{1, 1, 1, 1, 1, 1, 1}).Any() || !(EasyDays{1}).Any() {
		t.Error("a week of equal days has easy ones, or one easy day makes none")
	}
}

package schedule

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"carrel/internal/study"
)

func paris(t testing.TB) *Scheduler {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Skipf("no time zones here: %v", err)
	}
	return New(Defaults(zone))
}

var (
	noon = study.At(time.Date(2026, 11, 24, 11, 0, 0, 0, time.UTC))
	card = Card{ID: study.DeriveID("card", "1")}
)

const day = study.Time(24 * 60 * 60 * 1000)

func id(n int) study.ID { return study.DeriveID("review", fmt.Sprint(n)) }

func graded(n int, at study.Time, g study.Grade) study.Review {
	return study.Review{ID: id(n), At: at, Kind: study.Graded, Grade: g}
}

// histories draws the rows of a card, of all kinds, in order.
func histories() *rapid.Generator[[]study.Review] {
	return rapid.Custom(func(t *rapid.T) []study.Review {
		n := rapid.IntRange(0, 14).Draw(t, "rows")
		var rows []study.Review
		at := noon
		for i := range n {
			at += study.Time(rapid.SampledFrom([]int64{0, 1, 60_000, 600_000, 86_400_000, 30 * 86_400_000}).Draw(t, "gap"))
			r := study.Review{ID: id(rapid.IntRange(0, 1000).Draw(t, "id")*100 + i), At: at}
			switch rapid.IntRange(0, 9).Draw(t, "kind") {
			case 0:
				r.Kind, r.Cancels = study.Cancel, id(rapid.IntRange(0, 1000).Draw(t, "foreign"))
				if len(rows) > 0 && rapid.Bool().Draw(t, "own") {
					r.Cancels = rows[rapid.IntRange(0, len(rows)-1).Draw(t, "which")].ID
				}
			case 1:
				r.Kind, r.State = study.Set, &study.Schedule{
					Phase: study.Phase(rapid.IntRange(0, 3).Draw(t, "phase")), Stability: rapid.Float64Range(0, 400).Draw(t, "s"),
					Difficulty: rapid.Float64Range(0, 10).Draw(t, "d"), Interval: rapid.IntRange(0, 500).Draw(t, "i"),
					Day: rapid.IntRange(0, 30000).Draw(t, "day"), Due: at, Last: at, Reps: rapid.IntRange(0, 9).Draw(t, "reps"),
				}
			case 2:
				r.Kind, r.State = study.Bury, &study.Schedule{Buried: rapid.IntRange(0, 30000).Draw(t, "buried")}
			case 3:
				r.Kind = study.Manual
			default:
				r.Kind, r.Grade = study.Graded, study.Grade(rapid.IntRange(1, 4).Draw(t, "grade"))
				if rapid.Bool().Draw(t, "picked") {
					r.State = &study.Schedule{Interval: rapid.IntRange(0, 400).Draw(t, "days")}
				}
			}
			rows = append(rows, r)
		}
		return rows
	})
}

func cards() *rapid.Generator[Card] {
	return rapid.Custom(func(t *rapid.T) Card {
		c := Card{ID: study.DeriveID("card", rapid.String().Draw(t, "card"))}
		if rapid.Bool().Draw(t, "own") {
			c.Retention = rapid.Float64Range(.7, .99).Draw(t, "retention")
		}
		if rapid.Bool().Draw(t, "exam") {
			c.Deadline = rapid.IntRange(20000, 22000).Draw(t, "deadline")
		}
		return c
	})
}

func TestOrderOfRowsDoesNotMatter(t *testing.T) {
	s := paris(t)
	rapid.Check(t, func(t *rapid.T) {
		rows, c := histories().Draw(t, "rows"), cards().Draw(t, "card")
		mixed := slices.Clone(rows)
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		r.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
		if len(mixed) > 0 && rapid.Bool().Draw(t, "twice") {
			mixed = append(mixed, mixed[0]) // the same row from two devices
		}
		before := slices.Clone(mixed)
		if a, b := s.Replay(c, rows), s.Replay(c, mixed); a != b {
			t.Fatalf("in order %+v, mixed %+v", a, b)
		}
		if !reflect.DeepEqual(mixed, before) {
			t.Fatal("Replay changed its argument")
		}
	})
}

func TestUndoRestoresTheStateBefore(t *testing.T) {
	s := paris(t)
	rapid.Check(t, func(t *rapid.T) {
		rows, c := histories().Draw(t, "rows"), cards().Draw(t, "card")
		before := s.Replay(c, rows)
		at := noon + 4000*day
		done := graded(-1, at, study.Grade(rapid.IntRange(1, 4).Draw(t, "grade")))
		undo := study.Review{ID: id(-2), At: at + study.Time(rapid.Int64Range(-5000*int64(day), 1000).Draw(t, "when")), Kind: study.Cancel, Cancels: done.ID}
		if after := s.Replay(c, append(slices.Clone(rows), done, undo)); after != before {
			t.Fatalf("before %+v, undone %+v", before, after)
		}
		// Undoing the undo brings it back.
		again := study.Review{ID: id(-3), At: at + 2000, Kind: study.Cancel, Cancels: undo.ID}
		if a, b := s.Replay(c, append(slices.Clone(rows), done)), s.Replay(c, append(slices.Clone(rows), done, undo, again)); a != b {
			t.Fatalf("done %+v, undone twice %+v", a, b)
		}
	})
}

func TestAPrefixAndApplyIsTheWholeReplay(t *testing.T) {
	s := paris(t)
	rapid.Check(t, func(t *rapid.T) {
		rows, c := histories().Draw(t, "rows"), cards().Draw(t, "card")
		rows = slices.DeleteFunc(rows, func(r study.Review) bool { return r.Kind == study.Cancel })
		slices.SortFunc(rows, before)
		for i := range rows {
			prefix := s.Replay(c, rows[:i]).Schedule
			if a, b := s.Apply(c, prefix, rows[i]), s.Replay(c, rows[:i+1]).Schedule; a != b {
				t.Fatalf("row %d (%+v): applied %+v, replayed %+v", i, rows[i], a, b)
			}
		}
	})
}

func TestManualRowsHaveNoEffect(t *testing.T) {
	s := paris(t)
	rapid.Check(t, func(t *rapid.T) {
		rows := histories().Draw(t, "rows")
		without := slices.DeleteFunc(slices.Clone(rows), func(r study.Review) bool { return r.Kind == study.Manual })
		if a, b := s.Replay(card, rows), s.Replay(card, without); a != b {
			t.Fatalf("with %+v, without %+v", a, b)
		}
	})
}

// TestSchedulesStayWithinBounds replays rows as a hostile file could contain them.
func TestSchedulesStayWithinBounds(t *testing.T) {
	s := paris(t)
	rapid.Check(t, func(t *rapid.T) {
		var rows []study.Review
		for i := range rapid.IntRange(1, 6).Draw(t, "rows") {
			rows = append(rows, study.Review{ID: id(i), At: study.Time(rapid.Int64().Draw(t, "at")),
				Kind:  rapid.SampledFrom([]study.ReviewKind{study.Graded, study.Set, study.Bury, "odd", ""}).Draw(t, "kind"),
				Grade: study.Grade(rapid.Uint8().Draw(t, "grade")),
				State: rapid.SampledFrom([]*study.Schedule{nil, {
					Phase: study.Phase(rapid.Uint8().Draw(t, "phase")), Step: rapid.Int().Draw(t, "step"),
					Stability: rapid.Float64().Draw(t, "s"), Difficulty: math.NaN(), Due: study.Time(rapid.Int64().Draw(t, "due")),
					Day: rapid.Int().Draw(t, "day"), Interval: rapid.Int().Draw(t, "interval"), Last: study.Time(rapid.Int64().Draw(t, "last")),
					Reps: rapid.Int().Draw(t, "reps"), Lapses: rapid.Int().Draw(t, "lapses"), Buried: rapid.Int().Draw(t, "buried"),
				}}).Draw(t, "state")})
		}
		st := s.Replay(card, rows).Schedule
		if st != sane(st) {
			t.Fatalf("%+v is out of bounds", st)
		}
		if r := s.Recall(st, noon); !(r >= 0 && r <= 1) {
			t.Fatalf("recall %v of %+v", r, st)
		}
		s.Due(st, noon)
		s.Four(card, st, study.Time(rapid.Int64().Draw(t, "now")), Ahead{})
	})
}

func TestRoundingIsNineDigitsAndHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.Float64Range(1e-3, 36500).Draw(t, "x")
		r := round(x)
		if math.Abs(r-x) > 1e-9*x || round(r) != r {
			t.Fatalf("%v became %v, then %v", x, r, round(r))
		}
		if y := round(math.Nextafter(x, 0)); math.Abs(y-r) > 2e-9*x {
			t.Fatalf("neighbours became %v and %v", y, r)
		}
	})
	for x, want := range map[float64]float64{0: 0, 1: 1, 36500: 36500, math.Inf(1): 0, math.NaN(): 0} {
		if got := round(x); got != want {
			t.Errorf("%v became %v", x, got)
		}
	}
}

func TestFirstSteps(t *testing.T) {
	s := paris(t)
	const minute = study.Time(60_000)
	for _, c := range []struct {
		grade study.Grade
		phase study.Phase
		due   study.Time
	}{
		{study.Again, study.Learning, noon + minute},
		{study.Hard, study.Learning, noon + 330_000},
		{study.Good, study.Learning, noon + 10*minute},
		{study.Easy, study.InReview, 0},
	} {
		h := s.Replay(card, []study.Review{graded(1, noon, c.grade)})
		st := h.Schedule
		if st.Phase != c.phase || st.Due != c.due || st.Reps != 1 || st.Last != noon || h.First != noon {
			t.Errorf("%v: %+v", c.grade, h)
		}
		if four := s.Four(card, study.Schedule{}, noon, Ahead{}); four[c.grade-1] != st {
			t.Errorf("%v: foreseen %+v, got %+v", c.grade, four[c.grade-1], st)
		}
	}
	// The published default gives a first easy card a stability of 8.2956 days.
	easy := s.Replay(card, []study.Review{graded(1, noon, study.Easy)}).Schedule
	if math.Abs(easy.Stability-8.2956) > 1e-6 || easy.Day != s.Day(noon)+easy.Interval {
		t.Errorf("easy: %+v", easy)
	}
}

func TestIntroducedIsGradedWhileNew(t *testing.T) {
	s := paris(t)
	set := study.Review{ID: id(1), At: noon, Kind: study.Set, State: &study.Schedule{Phase: study.InReview, Stability: 5, Difficulty: 5, Day: 20781, Interval: 5}}
	if h := s.Replay(card, []study.Review{set, graded(2, noon+1, study.Good)}); h.First != 0 {
		t.Errorf("a card that came with a schedule was introduced at %v", h.First)
	}
	bury := study.Review{ID: id(1), At: noon, Kind: study.Bury, State: &study.Schedule{Buried: 20785}}
	if h := s.Replay(card, []study.Review{bury, graded(2, noon+1, study.Good)}); h.First != noon+1 || h.Schedule.Buried != 0 {
		t.Errorf("a buried new card that was asked all the same: %+v", h)
	}
}

func TestRetentionAndDeadlineDecideIntervals(t *testing.T) {
	s := paris(t)
	rows := []study.Review{graded(1, noon-40*day, study.Easy), graded(2, noon, study.Good)}
	plain := s.Replay(card, rows).Schedule.Interval
	deck := study.Deck{Retention: .8}
	own := study.Card{ID: card.ID, Retention: .97}
	if c := CardIn(study.Card{ID: card.ID}, deck); s.Replay(c, rows).Schedule.Interval <= plain {
		t.Error("a deck that may forget more gets no longer interval")
	}
	if c := CardIn(own, deck); s.Replay(c, rows).Schedule.Interval >= plain {
		t.Error("a card's own retention does not go before its deck's")
	}
	exam := s.Day(noon) + 20
	rows = []study.Review{{ID: id(1), At: noon - 12*day, Kind: study.Set, State: &study.Schedule{Phase: study.InReview,
		Stability: 12, Difficulty: 6, Day: s.Day(noon), Interval: 12, Last: noon - 12*day, Reps: 3}}, graded(2, noon, study.Good)}
	if st := s.Replay(card, rows).Schedule; st.Day < exam {
		t.Fatalf("without an exam the card comes before its day: %+v", st)
	}
	if c := CardIn(study.Card{ID: card.ID}, study.Deck{Deadline: exam}); s.Replay(c, rows).Schedule.Day >= exam {
		t.Error("the card comes only after the exam")
	}
}

func TestDaysEndAtTheRolloverHour(t *testing.T) {
	s := paris(t)
	late := study.At(time.Date(2026, 11, 25, 2, 59, 0, 0, time.UTC)) // 3:59 in Paris
	if s.Day(late) != s.Day(noon) || s.Day(late+60_000) != s.Day(noon)+1 {
		t.Errorf("days %d %d %d", s.Day(noon), s.Day(late), s.Day(late+60_000))
	}
	if s.DayStart(s.Day(noon)+1) != late+60_000 {
		t.Errorf("the day starts at %v", s.DayStart(s.Day(noon)+1).Go())
	}
	// Reviewed late in the evening: due on a day of the learner's calendar, not of UTC.
	st := s.Replay(card, []study.Review{graded(1, late, study.Easy)}).Schedule
	if st.Day != s.Day(noon)+st.Interval {
		t.Errorf("got %+v", st)
	}
	if s.Due(st, s.DayStart(st.Day)-1) || !s.Due(st, s.DayStart(st.Day)) {
		t.Error("it is not due from the first instant of its day on")
	}
}

func TestRecall(t *testing.T) {
	s := paris(t)
	st := study.Schedule{Phase: study.InReview, Stability: 10, Difficulty: 5, Last: noon - 10*day, Day: s.Day(noon), Interval: 10}
	if r := s.Recall(st, noon); math.Abs(r-.9) > 1e-9 {
		t.Errorf("after as many days as its stability: %v", r)
	}
	st.Last = 0 // imported without the time of its last review
	if r := s.Recall(st, noon); math.Abs(r-.9) > 1e-9 {
		t.Errorf("without a last review: %v", r)
	}
	if r := s.Recall(study.Schedule{}, noon); r != 0 {
		t.Errorf("of a new card: %v", r)
	}
	if r := s.Forgetting()(10, 10); math.Abs(r-.9) > 1e-9 {
		t.Errorf("forgetting: %v", r)
	}
}

func TestSettingsThatCannotBeMeant(t *testing.T) {
	ok := Defaults(nil)
	if err := ok.Check(); err != nil {
		t.Error(err)
	}
	for name, change := range map[string]func(*Settings){
		"retention": func(s *Settings) { s.Retention = .2 },
		"hour":      func(s *Settings) { s.Calendar.RolloverHour = 24 },
		"steps":     func(s *Settings) { s.LearningSteps = []time.Duration{time.Hour, time.Minute} },
		"interval":  func(s *Settings) { s.MaxInterval = -1 },
	} {
		bad := Defaults(nil)
		change(&bad)
		if err := bad.Check(); study.KindOf(err) != study.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestRowsThatTakeEachOtherBack(t *testing.T) {
	a := study.Review{ID: id(1), At: noon, Kind: study.Cancel, Cancels: id(2)}
	b := study.Review{ID: id(2), At: noon, Kind: study.Cancel, Cancels: id(1)}
	self := study.Review{ID: id(3), At: noon, Kind: study.Cancel, Cancels: id(3)}
	r := graded(4, noon, study.Good)
	if got := InEffect([]study.Review{a, b, self, r}); len(got) != 1 || got[0].ID != r.ID {
		t.Errorf("got %+v", got)
	}
}

// BenchmarkReplay replays one card of ten reviews.
func BenchmarkReplay(b *testing.B) {
	s := New(Defaults(time.UTC))
	var rows []study.Review
	for i := range 10 {
		rows = append(rows, graded(i, noon+study.Time(i*i)*day, study.Grade(1+i%4)))
	}
	slices.SortFunc(rows, before)
	b.ReportAllocs()
	for b.Loop() {
		s.Replay(card, rows)
	}
}

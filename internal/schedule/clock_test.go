package schedule

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"carrel/internal/study"
)

// written returns a log as Carrel writes it, row by row, with a clock that can show any
// time. Rows from files have no place.
func written(t *rapid.T, from study.Time) []study.Review {
	var rows []study.Review
	for i := range rapid.IntRange(0, 12).Draw(t, "rows") {
		var n study.ID
		binary.BigEndian.PutUint64(n[:], rapid.Uint64().Draw(t, "id"))
		n[15] = byte(i + 1)
		r := study.Review{ID: n, Kind: study.Graded, Grade: study.Grade(rapid.IntRange(1, 4).Draw(t, "grade"))}
		switch rapid.IntRange(0, 3).Draw(t, "clock") {
		case 0: // any
			r.At = study.Time(rapid.Int64Range(1, maxTime*2).Draw(t, "at"))
		case 1: // years ahead
			r.At = from + study.Time(rapid.Int64Range(0, 20*365*dayMS).Draw(t, "ahead"))
		default: // right
			r.At = from - study.Time(rapid.Int64Range(0, 5*365*dayMS).Draw(t, "ago"))
		}
		switch rapid.IntRange(0, 7).Draw(t, "kind") {
		case 0:
			day := int(r.At/dayMS) % maxDay
			r.Kind, r.Grade = study.Set, 0
			r.State = &study.Schedule{Phase: study.InReview, Stability: 3, Difficulty: 5, Day: day, Interval: 3, Last: r.At - 3*dayMS, Reps: 1}
		case 1:
			r.Kind, r.Grade = study.Seen, 0
		case 2:
			if len(rows) > 0 {
				r.Kind, r.Grade, r.Cancels = study.Cancel, 0, rows[rapid.IntRange(0, len(rows)-1).Draw(t, "cancels")].ID
			}
		}
		if rapid.Bool().Draw(t, "imported") {
			rows = append(rows, r)
		} else {
			rows = append(rows, Place(rows, r))
		}
	}
	return rows
}

const clockNow = study.Time(1_795_518_000_000) // 24 November 2026

func TestAGradeCountsWhateverTheClocksSaid(t *testing.T) {
	s := New(Defaults(nil))
	rapid.Check(t, func(t *rapid.T) {
		rows := written(t, clockNow)
		c := Card{ID: study.DeriveID("card", "clock")}
		now := clockNow
		for i := range rapid.IntRange(1, 4).Draw(t, "grades") {
			r := Place(rows, study.Review{ID: study.DeriveID("review", fmt.Sprint(i, rapid.Uint64().Draw(t, "name"))), At: now, Kind: study.Graded, Grade: study.Easy})
			before := s.Before(c, rows, r)
			rows = append(rows, r)
			is := s.Replay(c, rows)
			st := is.Schedule
			today := s.Day(now)
			if st.Phase != study.InReview || st.Day <= today || st.Last != now || st.Reps != before.Reps+1 {
				t.Fatalf("graded easy at %d, and the card is %+v", now, st)
			}
			if st.Day-today != st.Interval || st.Interval > s.Apply(c, before, r).Interval {
				t.Fatalf("due in %d days, at an interval of %d", st.Day-today, st.Interval)
			}
			if is.First > now {
				t.Fatalf("introduced at %d, after now", is.First)
			}
			now += study.Time(rapid.Int64Range(0, 30*dayMS).Draw(t, "later"))
		}
		// Every device gets the same result, in whatever order it received the rows.
		mixed := slices.Clone(rows)
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		random.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
		if a, b := s.Replay(c, rows), s.Replay(c, mixed); a != b {
			t.Fatalf("in order %+v, mixed %+v", a, b)
		}
		if !slices.IsSortedFunc(InEffect(rows), func(a, b study.Review) int { return compareTimes(saneTime(a.At), saneTime(b.At)) }) {
			t.Fatal("times go back")
		}
	})
}

func TestSaneTimesAreLeftAsTheyAre(t *testing.T) {
	s := New(Defaults(nil))
	rapid.Check(t, func(t *rapid.T) {
		var rows, bare []study.Review
		at := clockNow
		for i := range rapid.IntRange(1, 10).Draw(t, "rows") {
			at += study.Time(rapid.Int64Range(1, 60*dayMS).Draw(t, "later"))
			r := graded(i+1, at, study.Grade(rapid.IntRange(1, 4).Draw(t, "grade")))
			bare = append(bare, r)
			rows = append(rows, Place(rows, r))
		}
		for i := range rows {
			if !rows[i].After.IsZero() {
				t.Fatalf("row %d needs no place, and has one", i)
			}
		}
		if s.Replay(card, rows) != s.Replay(card, bare) {
			t.Fatal("the replay differs")
		}
	})
}

// Examples by hand, in years and days, of the times that a replay trusts when times
// contradict each other. Rows are in the order in which they were written.
func TestWhatIsBelieved(t *testing.T) {
	const year = 365 * dayMS
	at := func(years, days int64) study.Time { return clockNow + study.Time(years*year+days*dayMS) }
	for _, c := range []struct {
		name       string
		says, want []study.Time
		seen       []int // indexes of the Seen rows
	}{
		{"the clock was ahead for one review", []study.Time{at(0, 0), at(20, 0), at(0, 3)}, []study.Time{at(0, 0), at(0, 3), at(0, 3)}, nil},
		{"the clock was ahead for a while: distances stay", []study.Time{at(0, 0), at(20, 1), at(20, 3), at(20, 10), at(0, 30)},
			[]study.Time{at(0, 0), at(0, 21), at(0, 23), at(0, 30), at(0, 30)}, nil},
		{"more reviews were ahead than not", []study.Time{at(20, 1), at(20, 2), at(20, 3), at(0, 0)}, []study.Time{at(0, -2), at(0, -1), at(0, 0), at(0, 0)}, nil},
		{"an empty battery once", []study.Time{at(0, 0), at(0, 10), at(-26, 0), at(0, 40)}, []study.Time{at(0, 0), at(0, 10), at(0, 10), at(0, 40)}, nil},
		{"an empty battery now", []study.Time{at(0, 0), at(0, 10), at(-26, 0)}, []study.Time{at(-26, -10), at(-26, 0), at(-26, 0)}, nil},
		{"a witness", []study.Time{at(20, 0), at(0, 1), at(0, 9)}, []study.Time{at(0, 1), at(0, 1), at(0, 9)}, []int{1}},
		{"a witness that was wrong, overruled", []study.Time{at(0, 0), at(-2, 0), at(0, 5)}, []study.Time{at(0, 0), at(0, 0), at(0, 5)}, []int{1, 2}},
		{"five minutes", []study.Time{at(0, 0) + 300_000, at(0, 0)}, []study.Time{at(0, 0), at(0, 0)}, nil},
	} {
		var rows []study.Review
		for i, says := range c.says {
			r := graded(i+1, says, study.Good)
			if slices.Contains(c.seen, i) {
				r.Kind, r.Grade = study.Seen, 0
			}
			rows = append(rows, Place(rows, r))
		}
		for i, r := range InEffect(rows) {
			if r.ID != rows[i].ID || r.At != c.want[i] {
				t.Errorf("%s: row %d is %v at %v days, want %v", c.name, i, r.ID, float64(r.At-clockNow)/dayMS, float64(c.want[i]-clockNow)/dayMS)
			}
		}
	}
}

func TestRowsThatFollowEachOtherInACircle(t *testing.T) {
	a, b, self := graded(1, clockNow, study.Good), graded(2, clockNow+1, study.Good), graded(3, clockNow+2, study.Good)
	a.After, b.After, self.After = b.ID, a.ID, self.ID
	r := Place([]study.Review{a, b, self}, graded(4, clockNow-dayMS, study.Good))
	got := InEffect([]study.Review{r, b, self, a})
	if len(got) != 4 || got[0].ID != a.ID || got[1].ID != b.ID || got[3].ID != r.ID {
		t.Errorf("got %+v", got)
	}
}

package store

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"carrel/internal/store/table"
	"carrel/internal/study"
)

const yearMS = 365 * 24 * 60 * 60 * 1000

// clocked is a collection in a folder with a clock that the test sets.
type clocked struct {
	t    *testing.T
	home string
	at   study.Time
	s    *Store
}

func newClocked(t *testing.T) *clocked {
	c := &clocked{t: t, home: filepath.Join(t.TempDir(), "home"), at: study.At(time.Date(2026, 11, 24, 11, 0, 0, 0, time.UTC))}
	c.open()
	t.Cleanup(func() { c.s.Close() })
	return c
}

func (c *clocked) open() {
	c.t.Helper()
	var err error
	if c.s, err = Open(c.t.Context(), Options{Home: c.home, Zone: "Europe/Paris", Now: func() time.Time { return c.at.Go() }}); err != nil {
		c.t.Fatal(err)
	}
}

// again restarts the program when its clock shows a time.
func (c *clocked) again(at study.Time) int {
	c.t.Helper()
	c.s.Close()
	c.at = at
	c.open()
	n, err := c.s.RepairFutureReviews(c.t.Context())
	if err != nil {
		c.t.Fatal(err)
	}
	if found, err := c.s.Doctor(c.t.Context(), false, nil); err != nil {
		c.t.Fatal(err)
	} else {
		for _, f := range found {
			if strings.Contains(f.What, "schedules") {
				c.t.Errorf("the cache differs from a replay: %+v", f)
			}
		}
	}
	return n
}

func (c *clocked) take(entries ...study.Entry) {
	c.t.Helper()
	if _, err := c.s.Import(c.t.Context(), func(yield func(study.Entry, error) bool) {
		for _, e := range entries {
			if !yield(e, nil) {
				return
			}
		}
	}, nil, nil); err != nil {
		c.t.Fatal(err)
	}
}

func (c *clocked) grade(card study.ID, g study.Grade) study.Schedule {
	c.t.Helper()
	k, err := c.s.AppendReview(c.t.Context(), study.Review{Card: card, At: c.at, Kind: study.Graded, Grade: g}, nil)
	if err != nil {
		c.t.Fatal(err)
	}
	return k.Schedule
}

func (c *clocked) schedule(card study.ID) study.Schedule {
	c.t.Helper()
	k, err := c.s.Card(c.t.Context(), card)
	if err != nil {
		c.t.Fatal(err)
	}
	return k.Schedule
}

func clockNote(name string) (study.Entry, study.ID) {
	id := study.DeriveID("note", name)
	return study.Entry{Note: &study.Note{ID: id, GUID: name, Modified: 1,
		Item: &study.Item{Kind: study.Short, Stem: "What is " + name + "?", Answer: name}}}, study.DeriveID("card", id.String(), "0")
}

func TestAComputerWhoseClockWasYearsAheadRecoversByItself(t *testing.T) {
	c := newClocked(t)
	right := c.at
	note, card := clockNote("one")
	c.take(note)
	c.grade(card, study.Easy)
	c.at = right + 20*yearMS
	late := c.grade(card, study.Good)
	if n := c.again(right + 1000*60); n != 1 {
		t.Errorf("%d cards called back", n)
	}
	st := c.schedule(card)
	if today := c.s.Scheduler().Day(c.at); st.Last > c.at || st.Day > today+late.Interval || st.Day <= today || st.Reps != 2 {
		t.Errorf("the card is %+v", st)
	}
	if n := c.again(c.at + 60*1000); n != 0 {
		t.Errorf("%d called back again", n)
	}
	found, err := c.s.Doctor(t.Context(), false, nil)
	if err != nil || len(found) != 1 || found[0].Todo != "" || !strings.Contains(found[0].What, "1 review is dated later than now, up to 2046-") {
		t.Errorf("the doctor finds %+v, %v", found, err)
	}
	// New cards come as if none had been introduced in 2046.
	if n, err := c.s.DueCounts(t.Context(), c.at); err != nil || n.Learning+n.Review != 0 {
		t.Errorf("due %+v, %v", n, err)
	}
}

func TestARowFromTheFutureInAFileCountsAsMadeNow(t *testing.T) {
	c := newClocked(t)
	note, card := clockNote("one")
	c.take(note)
	c.grade(card, study.Good)
	ahead := c.at + 20*yearMS
	day := c.s.Scheduler().Day(ahead)
	c.take(study.Entry{Review: &study.Review{ID: table.NewID(), Card: card, At: ahead, Kind: study.Set,
		State: &study.Schedule{Phase: study.InReview, Stability: 10, Difficulty: 5, Day: day + 10, Interval: 10, Last: ahead - 1, Reps: 4}}})
	st, today := c.schedule(card), c.s.Scheduler().Day(c.at)
	if st.Last > c.at || st.Day < today+9 || st.Day > today+11 {
		t.Errorf("today is %d, the card is %+v", today, st)
	}
	if st := c.grade(card, study.Easy); st.Day <= today || st.Last != c.at || st.Reps != 5 {
		t.Errorf("graded easy, and the card is %+v", st)
	}
}

func TestDoctorTellsOfTheFutureAndMendsIt(t *testing.T) {
	c := newClocked(t)
	note, card := clockNote("one")
	c.take(note)
	right := c.at
	c.at += 20 * yearMS
	c.grade(card, study.Good)
	c.at = right
	for _, step := range []struct {
		repair bool
		want   Finding
	}{
		{false, Finding{What: "1 review is dated later than now, up to 2046-11-19, and 1 card would come much too late because of that",
			Todo: "If the clock of this computer is right, run “carrel doctor --repair”: the reviews then count as made by now. No review is lost by it."}},
		{true, Finding{What: "1 review is dated later than now, up to 2046-11-19, and 1 card would come much too late because of that", Fixed: true}},
		{false, Finding{What: "1 review is dated later than now, up to 2046-11-19, when a clock was ahead; grades given since then count all the same"}},
	} {
		found, err := c.s.Doctor(t.Context(), step.repair, nil)
		if err != nil || len(found) != 1 || found[0] != step.want {
			t.Errorf("with repair %v: %+v, %v", step.repair, found, err)
		}
	}
	if st := c.schedule(card); st.Last > c.at || st.Reps != 1 {
		t.Errorf("the card is %+v", st)
	}
}

func TestAClockThatLostItsTimeAccusesNobody(t *testing.T) {
	c := newClocked(t)
	note, card := clockNote("one")
	c.take(note)
	was := c.grade(card, study.Easy)
	if n := c.again(study.At(time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC))); n != 0 {
		t.Errorf("%d cards called back in 2000", n)
	}
	found, err := c.s.Doctor(t.Context(), true, nil)
	if err != nil || len(found) != 1 || found[0].Todo != "Set the clock." || c.schedule(card) != was {
		t.Errorf("found %+v, %v; the card is %+v", found, err, c.schedule(card))
	}
}

func TestAClockThatWasBehindIsFoundOutLater(t *testing.T) {
	c := newClocked(t)
	right := c.at
	note, card := clockNote("one")
	c.take(note)
	c.at = right - 90*24*3600*1000
	c.grade(card, study.Easy)
	c.at = right
	was := c.grade(card, study.Good)
	if n := c.again(right - 30*24*3600*1000); n != 1 { // later than earliest, but wrong
		t.Fatalf("%d cards called back", n)
	}
	if c.schedule(card) == was {
		t.Fatal("the witness changes nothing: this test shows nothing")
	}
	if n := c.again(right + 3600*1000); n != 1 {
		t.Errorf("%d overruled", n)
	}
	if st := c.schedule(card); st != was {
		t.Errorf("was %+v, is %+v", was, st)
	}
	if n := c.again(right + 2*3600*1000); n != 0 {
		t.Errorf("%d rows more", n)
	}
}

func TestSettlingAClockIsAllOrNothing(t *testing.T) {
	c := newClocked(t)
	note, card := clockNote("one")
	c.take(note)
	right := c.at
	c.at += 20 * yearMS
	was := c.grade(card, study.Good)
	c.at = right
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := c.s.RepairFutureReviews(ctx); err == nil || c.schedule(card) != was {
		t.Errorf("got %v, the card is %+v", err, c.schedule(card))
	}
}

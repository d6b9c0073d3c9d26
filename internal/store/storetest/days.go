package storetest

import (
	"fmt"
	"testing"

	"carrel/internal/store"
	"carrel/internal/study"
)

// withState returns a card of an item with an imported schedule.
func withState(name string, st study.Schedule) []study.Entry {
	id := cardID(name, 0)
	return []study.Entry{
		{Card: &study.Card{ID: id, Note: noteID(name), Deck: deckA.ID}},
		{Review: &study.Review{ID: study.DeriveID("set", id.String()), Card: id, At: noon - day, Kind: study.Set, State: &st}},
	}
}

// studied imports 60 cards with a schedule, due today after intervals of 5 to 34 days, and
// a few cards that are due on each future day.
func studied(t testing.TB, s *store.Store) []study.ID {
	t.Helper()
	const n = 60
	entries := append([]study.Entry{deckEntry(deckA)}, items(n)...)
	var cards []study.ID
	for i := range n {
		name := fmt.Sprintf("item%03d", i)
		interval := 5 + i%30
		st := study.Schedule{Phase: study.InReview, Stability: float64(interval), Difficulty: 5, Interval: interval,
			Day: s.Scheduler().Day(noon), Last: noon - study.Time(interval)*day, Reps: 4}
		if i%3 == 2 {
			st.Day += i % 50
		} else {
			cards = append(cards, cardID(name, 0))
		}
		entries = append(entries, withState(name, st)...)
	}
	mustImport(t, s, entries...)
	return cards
}

func schedules(t testing.TB, s *store.Store) map[study.ID]study.Schedule {
	t.Helper()
	list, _, err := s.Cards(t.Context(), store.CardFilter{})
	if err != nil {
		t.Fatal(err)
	}
	found := map[study.ID]study.Schedule{}
	for _, c := range list {
		found[c.ID] = c.Schedule
	}
	return found
}

func wantSchedules(t testing.TB, what string, got, want map[study.ID]study.Schedule) {
	t.Helper()
	for id, st := range want {
		if got[id] != st {
			t.Errorf("%s, card %s was %+v and is %+v", what, id, st, got[id])
			return
		}
	}
}

var dayTests = map[string]func(t *testing.T, s *store.Store){
	"a grade gives what the buttons foretold": func(t *testing.T, s *store.Store) {
		put(t, s, "easy_days", `{"sunday":"minimum","saturday":"fewer"}`)
		kept := 0
		for i, id := range studied(t, s) {
			at := noon + study.Time(i)*minute
			four, err := s.Preview(t.Context(), id, at)
			if err != nil {
				t.Fatal(err)
			}
			g := study.Grade(1 + i%4)
			card := mustReview(t, s, id, at, g)
			if card.Schedule != four[g-1] {
				t.Fatalf("%v was to give %+v and gave %+v", g, four[g-1], card.Schedule)
			}
			if h, e := four[1].Interval, four[3].Interval; h >= four[2].Interval || four[2].Interval >= e {
				t.Errorf("hard %d, good %d, easy %d days", h, four[2].Interval, e)
			}
			rows, err := Reviews(t.Context(), s, id)
			if err != nil {
				t.Fatal(err)
			}
			if last := rows[len(rows)-1]; last.State != nil {
				kept++
				if last.State.Interval != card.Schedule.Interval {
					t.Errorf("the row keeps %d days, the card has %d", last.State.Interval, card.Schedule.Interval)
				}
			}
		}
		if kept < 20 {
			t.Errorf("only %d rows keep the day that was picked", kept)
		}
		_, err := s.Preview(t.Context(), noteID("nobody"), noon)
		wantKind(t, err, study.NotFound)
	},
	"days that were picked outlast a rebuild and a move to another device": func(t *testing.T, s *store.Store) {
		for i, id := range studied(t, s) {
			mustReview(t, s, id, noon+study.Time(i)*minute, study.Grade(2+i%3))
		}
		want := schedules(t, s)
		if found, err := s.Doctor(t.Context(), true, nil); err != nil || len(found) > 0 {
			t.Fatal(found, err)
		}
		wantSchedules(t, "after a rebuild", schedules(t, s), want)
		second := other(t)
		defer second.Close()
		if _, err := second.Import(t.Context(), s.Export(t.Context(), store.ExportOptions{}), TakeAll, nil); err != nil {
			t.Fatal(err)
		}
		wantSchedules(t, "on another device", schedules(t, second), want)
	},
	"a day that was picked is undone and picked again": func(t *testing.T, s *store.Store) {
		cards := studied(t, s)
		before := schedules(t, s)
		r := *graded("r", cards[0], noon, study.Good)
		first, err := AppendReview(t.Context(), s, r, nil)
		if err != nil {
			t.Fatal(err)
		}
		undone, err := Undo(t.Context(), s, cards[0], r.ID, noon+minute, "key", nil)
		if err != nil || undone.Schedule != before[cards[0]] {
			t.Errorf("was %+v, undone %+v, %v", before[cards[0]], undone.Schedule, err)
		}
		again := mustReview(t, s, cards[0], noon+2*minute, study.Good)
		if again.Schedule.Day != first.Schedule.Day {
			t.Errorf("with the same days ahead it went to day %d and then to day %d", first.Schedule.Day, again.Schedule.Day)
		}
	},
	"new easy days leave what was picked where it is": func(t *testing.T, s *store.Store) {
		for i, id := range studied(t, s) {
			mustReview(t, s, id, noon+study.Time(i)*minute, study.Good)
		}
		want := schedules(t, s)
		put(t, s, "easy_days", `{"monday":"minimum","thursday":"minimum"}`)
		wantSchedules(t, "after the change", schedules(t, s), want)
	},
	"cards are spread over the days": func(t *testing.T, s *store.Store) {
		// The model treats these cards alike; they differ only in the day that is chosen.
		entries := append([]study.Entry{deckEntry(deckA)}, items(140)...)
		for i := range 140 {
			st := study.Schedule{Phase: study.InReview, Stability: 20, Difficulty: 5, Interval: 20, Day: s.Scheduler().Day(noon), Last: noon - 20*day, Reps: 4}
			entries = append(entries, withState(fmt.Sprintf("item%03d", i), st)...)
		}
		mustImport(t, s, entries...)
		put(t, s, "easy_days", `{"sunday":"minimum"}`)
		perDay := map[int]int{}
		for i := range 140 {
			perDay[mustReview(t, s, cardID(fmt.Sprintf("item%03d", i), 0), noon+study.Time(i)*minute, study.Good).Schedule.Day]++
		}
		most, sundays := 0, 0
		for d, n := range perDay {
			most = max(most, n)
			if (d+4)%7 == 0 { // day 0 was a Thursday
				sundays += n
			}
		}
		if sundays > 0 {
			t.Errorf("%d of 140 cards fall on Sundays", sundays)
		}
		if mean := 140 / len(perDay); most > 2*mean {
			t.Errorf("a day has %d cards, the mean of %d days is %d", most, len(perDay), mean)
		}
	},
}

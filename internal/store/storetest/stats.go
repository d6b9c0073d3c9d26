package storetest

import (
	"math"
	"testing"

	"carrel/internal/store"
	"carrel/internal/study"
)

var statsTests = map[string]func(t *testing.T, s *store.Store){
	"nothing done is nothing": func(t *testing.T, s *store.Store) {
		p, err := s.Progress(t.Context(), noon, 30, 30)
		if err != nil || p.Reviews != 0 || p.Days != 0 || p.Known != 0 || len(p.History) != 0 || len(p.Forecast) != 30 {
			t.Errorf("got %+v, %v", p, err)
		}
	},
	"days, reviews, minutes and what is known": func(t *testing.T, s *store.Store) {
		mustImport(t, s, append([]study.Entry{deckEntry(deckA)}, items(4)...)...)
		ids := firstIDs(4)
		today := s.Scheduler().Day(noon)
		mustReview(t, s, ids[0], noon-40*day, study.Easy)
		mustReview(t, s, ids[1], noon-day-9*hour, study.Good) // 3 in the morning counts as the day before
		mustReview(t, s, ids[1], noon, study.Again)
		mustReview(t, s, ids[2], noon, study.Easy)
		undone := *graded("r", ids[3], noon, study.Again)
		if _, err := AppendReview(t.Context(), s, undone, nil); err != nil {
			t.Fatal(err)
		}
		if _, err := Undo(t.Context(), s, ids[3], undone.ID, noon+1, "", nil); err != nil {
			t.Fatal(err)
		}
		p, err := s.Progress(t.Context(), noon, 30, 10)
		if err != nil {
			t.Fatal(err)
		}
		if p.Cards != 4 || p.Studied != 3 || p.Reviews != 4 || p.Days != 3 || math.Abs(p.Minutes-.4) > 1e-9 {
			t.Errorf("got %+v", p)
		}
		if len(p.History) != 2 || p.History[0].Day != today-2 || p.History[1].Day != today || p.History[1].Reviews != 2 || p.History[1].Missed != 1 {
			t.Errorf("history %+v", p.History)
		}
		want := 0.0
		for _, id := range ids {
			k, _ := s.Card(t.Context(), id)
			want += s.Scheduler().Recall(k.Schedule, noon)
		}
		if math.Abs(p.Known-want) > 1e-9 || math.Abs(p.Forecast[0].Recall*3-want) > 1e-9 {
			t.Errorf("known %v and %v, want %v", p.Known, p.Forecast[0].Recall*3, want)
		}
		due := 0
		for i, d := range p.Forecast {
			due += d.Due
			if d.Day != today+i || i > 0 && d.Recall >= p.Forecast[i-1].Recall {
				t.Errorf("forecast %+v", p.Forecast)
			}
		}
		if p.Forecast[0].Due < 2 || due > 3 {
			t.Errorf("due %+v", p.Forecast)
		}
	},
	"what slipped, most often missed first": func(t *testing.T, s *store.Store) {
		mustImport(t, s, append([]study.Entry{deckEntry(deckA)}, items(4)...)...)
		ids := firstIDs(4)
		mustReview(t, s, ids[0], noon-8*day, study.Again)
		mustReview(t, s, ids[1], noon-day, study.Again)
		mustReview(t, s, ids[2], noon-2*day, study.Again)
		mustReview(t, s, ids[2], noon-day, study.Again)
		undone := *graded("r", ids[3], noon, study.Again)
		if _, err := AppendReview(t.Context(), s, undone, nil); err != nil {
			t.Fatal(err)
		}
		if _, err := Undo(t.Context(), s, ids[3], undone.ID, noon+1, "", nil); err != nil {
			t.Fatal(err)
		}
		got, err := s.MissedCards(t.Context(), noon-7*day, 10, deckA.ID)
		if err != nil || len(got) != 2 || got[0].ID != ids[2] || got[1].ID != ids[1] {
			t.Errorf("got %+v, %v", got, err)
		}
	},
}

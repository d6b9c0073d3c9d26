package storetest

import (
	"context"
	"errors"
	"slices"
	"testing"

	"carrel/internal/store"
	"carrel/internal/study"
)

var reviewTests = map[string]func(t *testing.T, s *store.Store){
	"a graded card moves on and the session with it": func(t *testing.T, s *store.Store) {
		mustImport(t, s, deckEntry(deckA), item("one"))
		card, err := AppendReview(t.Context(), s, *graded("r", cardID("one", 0), noon, study.Good), jsonText(`{"at":2}`))
		if err != nil || card.Schedule.Phase != study.Learning || card.Schedule.Due != noon+10*minute {
			t.Fatalf("got %+v, %v", card, err)
		}
		same, err := s.Card(t.Context(), card.ID)
		if err != nil || same.Schedule != card.Schedule {
			t.Errorf("kept %+v, %v", same, err)
		}
		if state, err := s.Session(t.Context()); string(state) != `{"at":2}` || err != nil {
			t.Errorf("the session is %s, %v", state, err)
		}
	},
	"the same row twice counts once": func(t *testing.T, s *store.Store) {
		mustImport(t, s, deckEntry(deckA), item("one"))
		r := *graded("r", cardID("one", 0), noon, study.Good)
		for range 2 {
			card, err := AppendReview(t.Context(), s, r, nil)
			if err != nil || card.Schedule.Reps != 1 {
				t.Errorf("got %+v, %v", card, err)
			}
		}
		if rows, err := Reviews(t.Context(), s, r.Card); len(rows) != 1 || err != nil {
			t.Errorf("%d rows, %v", len(rows), err)
		}
	},
	"undo gives back the card as it was, and keeps both rows": func(t *testing.T, s *store.Store) {
		mustImport(t, s, deckEntry(deckA), item("one"))
		id := cardID("one", 0)
		before := mustReview(t, s, id, noon, study.Good)
		r := *graded("r", id, noon+10*minute, study.Again)
		if _, err := AppendReview(t.Context(), s, r, nil); err != nil {
			t.Fatal(err)
		}
		after, err := Undo(t.Context(), s, id, r.ID, noon+11*minute, "voice", nil)
		if err != nil || after.Schedule != before.Schedule {
			t.Errorf("was %+v, is %+v, %v", before.Schedule, after.Schedule, err)
		}
		if rows, err := Reviews(t.Context(), s, id); len(rows) != 3 || rows[2].Kind != study.Cancel || err != nil {
			t.Errorf("rows %+v, %v", rows, err)
		}
	},
	"a late row of another device takes its place in time": func(t *testing.T, s *store.Store) {
		mustImport(t, s, deckEntry(deckA), item("one"), item("two"))
		mustReview(t, s, cardID("one", 0), noon, study.Good)
		mustReview(t, s, cardID("one", 0), noon+3*day, study.Good)
		mustImport(t, s, study.Entry{Review: graded("late", cardID("one", 0), noon+10*minute, study.Again)})
		late, err := s.Card(t.Context(), cardID("one", 0))
		if err != nil {
			t.Fatal(err)
		}
		mustReview(t, s, cardID("two", 0), noon, study.Good)
		mustReview(t, s, cardID("two", 0), noon+10*minute, study.Again)
		inOrder := mustReview(t, s, cardID("two", 0), noon+3*day, study.Good)
		if late.Schedule.Stability != inOrder.Schedule.Stability || late.Schedule.Last != inOrder.Schedule.Last {
			t.Errorf("late %+v, in order %+v", late.Schedule, inOrder.Schedule)
		}
	},
	"a grade counts although the log has later dates": func(t *testing.T, s *store.Store) {
		for name, ahead := range map[string]study.Time{"minutes": 5 * minute, "years": 20 * 365 * day} {
			id := cardID(name, 0)
			state := study.Schedule{Phase: study.InReview, Stability: 2, Difficulty: 5, Day: s.Scheduler().Day(noon), Interval: 2, Last: noon - 2*day, Reps: 4}
			mustImport(t, s, deckEntry(deckA), item(name))
			mustImport(t, s,
				study.Entry{Review: graded(name, id, noon+ahead, study.Again)},
				study.Entry{Review: &study.Review{ID: study.DeriveID("set", name), Card: id, At: noon + ahead + 1, Kind: study.Set, State: &state}})
			preview, err := s.Preview(t.Context(), id, noon)
			if err != nil {
				t.Fatal(err)
			}
			card := mustReview(t, s, id, noon, study.Easy)
			today := s.Scheduler().Day(noon)
			if st := card.Schedule; st.Phase != study.InReview || st.Day <= today || st.Day > today+40 || st.Last != noon || st.Reps != 5 {
				t.Errorf("%s ahead: graded easy, and the card is %+v", name, st)
			}
			if card.Schedule != preview[3] {
				t.Errorf("%s ahead: foretold %+v, got %+v", name, preview[3], card.Schedule)
			}
			rows, err := Reviews(t.Context(), s, id)
			if err != nil || len(rows) != 3 || rows[0].After.IsZero() {
				t.Errorf("%s ahead: rows %+v, %v", name, rows, err)
			}
			next := mustReview(t, s, id, noon+minute, study.Again)
			if st := next.Schedule; st.Phase != study.Relearning || st.Last != noon+minute || st.Reps != 6 {
				t.Errorf("%s ahead: the next grade does not count: %+v", name, st)
			}
		}
		// Import the same rows elsewhere in reverse order.
		entries := exported(t, s, store.ExportOptions{})
		slices.SortStableFunc(entries, func(a, b study.Entry) int {
			if a.Review == nil || b.Review == nil {
				return 0
			}
			return int(b.Review.At - a.Review.At)
		})
		elsewhere := other(t)
		mustImport(t, elsewhere, entries...)
		for _, name := range []string{"minutes", "years"} {
			here, _ := s.Card(t.Context(), cardID(name, 0))
			there, err := elsewhere.Card(t.Context(), cardID(name, 0))
			if err != nil || here.Schedule != there.Schedule {
				t.Errorf("%s: here %+v, there %+v, %v", name, here.Schedule, there.Schedule, err)
			}
		}
	},
	"rows that make no sense are refused": func(t *testing.T, s *store.Store) {
		mustImport(t, s, deckEntry(deckA), item("one"))
		id := cardID("one", 0)
		for _, bad := range []study.Review{
			{Card: id, Kind: study.Graded, Grade: study.Good},
			{Card: id, At: noon, Kind: study.Graded},
			{Card: id, At: noon, Kind: study.Graded, Grade: 5},
			{Card: id, At: noon, Kind: "guessed", Grade: 3},
			{Card: id, At: noon, Kind: study.Cancel},
			{Card: id, At: noon, Kind: study.Set},
			{Card: id, At: noon, Kind: study.Bury},
			{Card: id, At: noon, Kind: study.Graded, Grade: 3, Origin: jsonText("{")},
		} {
			_, err := AppendReview(t.Context(), s, bad, nil)
			wantKind(t, err, study.Invalid)
		}
		_, err := AppendReview(t.Context(), s, *graded("r", cardID("nobody", 0), noon, 3), nil)
		wantKind(t, err, study.NotFound)
		_, err = Undo(t.Context(), s, id, study.DeriveID("review", "none"), noon, "", jsonText(`{"never":"kept"}`))
		wantKind(t, err, study.NotFound)
		if state, _ := s.Session(t.Context()); state != nil {
			t.Errorf("the session of a refused row was kept: %s", state)
		}
		if rows, _ := Reviews(t.Context(), s, id); len(rows) != 0 {
			t.Errorf("rows are left: %+v", rows)
		}
	},
	"a cancelled request changes nothing": func(t *testing.T, s *store.Store) {
		mustImport(t, s, deckEntry(deckA), item("one"))
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := AppendReview(ctx, s, *graded("r", cardID("one", 0), noon, 3), nil); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		if rows, err := Reviews(t.Context(), s, cardID("one", 0)); len(rows) > 0 || err != nil {
			t.Errorf("a review was kept: %+v, %v", rows, err)
		}
	},
	"a set state counts as given, and a bury row hides": func(t *testing.T, s *store.Store) {
		mustImport(t, s, deckEntry(deckA), item("one"))
		id := cardID("one", 0)
		today := s.Scheduler().Day(noon)
		state := study.Schedule{Phase: study.InReview, Stability: 10, Difficulty: 5, Day: today, Interval: 10, Last: noon - 10*day, Reps: 4}
		card, err := AppendReview(t.Context(), s, study.Review{Card: id, At: noon, Kind: study.Set, State: &state}, nil)
		if err != nil || card.Schedule != state {
			t.Fatalf("got %+v, %v", card.Schedule, err)
		}
		if n := mustDue(t, s, noon); n.Review != 1 {
			t.Errorf("due %+v", n)
		}
		if _, err := AppendReview(t.Context(), s, study.Review{Card: id, At: noon + 1, Kind: study.Bury, State: &study.Schedule{Buried: today + 1}}, nil); err != nil {
			t.Fatal(err)
		}
		if n := mustDue(t, s, noon); n.Review != 0 || len(mustQueue(t, s, store.QueueOptions{})) != 0 || n.Next != s.Scheduler().DayStart(today+1) {
			t.Errorf("buried, and yet due %+v", n)
		}
		if n := mustDue(t, s, noon+day); n.Review != 1 {
			t.Errorf("tomorrow due %+v", n)
		}
	},
	"suspended cards wait": func(t *testing.T, s *store.Store) {
		mustImport(t, s, deckEntry(deckA), item("one"))
		id := cardID("one", 0)
		if card, err := s.Suspend(t.Context(), id, true, noon); err != nil || !card.Suspended {
			t.Fatalf("got %+v, %v", card, err)
		}
		if len(mustQueue(t, s, store.QueueOptions{})) != 0 || mustDue(t, s, noon) != (store.Counts{}) {
			t.Error("a suspended card is asked")
		}
		mustReview(t, s, id, noon, study.Good)
		if len(mustQueue(t, s, store.QueueOptions{Now: noon + hour})) != 0 {
			t.Error("a review wakes a suspended card")
		}
		if _, err := s.Suspend(t.Context(), id, false, noon); err != nil {
			t.Fatal(err)
		}
		if len(mustQueue(t, s, store.QueueOptions{Now: noon + hour})) != 1 {
			t.Error("a card that was called back is not asked")
		}
	},
}

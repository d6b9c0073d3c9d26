package store

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"carrel/internal/store/db"
	"carrel/internal/store/plan"
	"carrel/internal/store/table"
	"carrel/internal/study"
)

// TestTheForecastFollowsEveryWrite does everything that moves cards, in random order, and
// compares the forecast with a new count after each step.
func TestTheForecastFollowsEveryWrite(t *testing.T) {
	s := openHere(t, Options{})
	addItems(t, s, 40)
	random := rand.New(rand.NewPCG(7, 7))
	p := s.sched.Load()
	today := p.Day(start)
	var last study.Review
	steps := map[string]func(n int) error{
		"grade": func(n int) error {
			last = study.Review{ID: table.NewID(), Card: itemCard(random.IntN(40)), At: start + study.Time(n), Kind: study.Graded, Grade: study.Grade(2 + random.IntN(3))}
			return second(s.AppendReview(t.Context(), last, nil))
		},
		"undo": func(n int) error {
			return second(s.Undo(t.Context(), last.Card, last.ID, start+study.Time(n), "key", nil))
		},
		"suspend": func(n int) error {
			return second(s.Suspend(t.Context(), itemCard(random.IntN(40)), n%2 == 0, start))
		},
		"own retention": func(n int) error {
			return second(s.SetRetention(t.Context(), itemCard(random.IntN(40)), float64(75+n%20)/100, start))
		},
		"bury": func(n int) error {
			return second(s.AppendReview(t.Context(), study.Review{Card: itemCard(random.IntN(40)), At: start + study.Time(n), Kind: study.Bury, State: &study.Schedule{Buried: today + n%20}}, nil))
		},
		"import": func(n int) error {
			note := study.DeriveID("note", fmt.Sprint("late", n))
			card := study.DeriveID("card", note.String(), "0")
			return second(s.Import(t.Context(), func(yield func(study.Entry, error) bool) {
				_ = yield(study.Entry{Note: &study.Note{ID: note, Item: &study.Item{Kind: study.Recall, Stem: "?", Answer: "!"}}}, nil) &&
					yield(study.Entry{Card: &study.Card{ID: card, Note: note, Deck: itemDeck()[0]}}, nil) &&
					yield(study.Entry{Review: &study.Review{ID: table.NewID(), Card: card, At: start, Kind: study.Set,
						State: &study.Schedule{Phase: study.InReview, Stability: 9, Difficulty: 5, Interval: 9, Day: today + n%15, Reps: 1}}}, nil)
			}, nil, nil))
		},
		"refused": func(n int) error {
			if _, err := s.AppendReview(t.Context(), study.Review{Card: table.NewID(), At: start, Kind: study.Graded, Grade: study.Good}, nil); study.KindOf(err) != study.NotFound {
				return fmt.Errorf("a card that is not there: %v", err)
			}
			return nil
		},
		"retention": func(n int) error {
			return s.PutSettings(t.Context(), map[string]json.RawMessage{plan.SettingRetention: json.RawMessage(fmt.Sprintf("0.%d", 80+n%15))}, nil)
		},
		"deck": func(n int) error {
			d, err := s.Deck(t.Context(), itemDeck()[0])
			if err != nil {
				return err
			}
			d.Retention = float64(75+n%20) / 100
			return second(s.PutDeck(t.Context(), d))
		},
		"erase":   func(n int) error { return s.EraseNote(t.Context(), itemNote(40-1-n%5)) },
		"rebuild": func(n int) error { return second(s.Doctor(t.Context(), true, nil)) },
	}
	names := []string{"grade", "grade", "grade", "grade", "undo", "suspend", "own retention", "bury", "import", "refused", "retention", "deck", "rebuild"}
	check := func(step string) {
		t.Helper()
		if err := s.write(t.Context(), func(c *db.Conn) error { return s.ahead.count(c, today) }); err != nil {
			t.Fatal(err)
		}
		var anew forecast
		read(t, s, func(c *db.Conn) error { return anew.count(c, today) })
		if !slices.Equal(s.ahead.due, anew.due) {
			t.Fatalf("after %q the counts are wrong", step)
		}
	}
	step := func(name string, n int) {
		t.Helper()
		check("before " + name)
		if err := steps[name](n); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		check(name)
	}
	step("grade", 0)
	for n := 1; n < 250; n++ {
		step(names[random.IntN(len(names))], n)
	}
	step("erase", 1)
	if err := s.EraseAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	check("erase all")
}

package store

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"carrel/internal/store/importing"
	"carrel/internal/study"
)

// TestAnyWayToImport checks that the collection is the same however much memory an import
// may use and whether part of the stream was imported before. The stream is that of a
// careless exporter: duplicates, cards that share a place, rows of cards that do not
// exist, and reviews that are undone before they come.
func TestAnyWayToImport(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		bare := rapid.Bool().Draw(t, "notes without cards")
		entries := careless(t, bare)
		want := everything(t, importing.UsualLimits(), entries)
		small := importing.Limits{Known: rapid.IntRange(2, 9).Draw(t, "known"), Waiting: rapid.IntRange(1, 900).Draw(t, "waiting")}
		if got := everything(t, small, entries); got != want {
			t.Fatalf("with the limits %v:\n%s\nwith the usual ones:\n%s", small, got, want)
		}
		if bare {
			return // their cards would be made at the end of a piece, before all rows are there
		}
		cut := rapid.IntRange(0, len(entries)).Draw(t, "cut")
		for cut < len(entries) && entries[cut].Review == nil {
			cut++ // the first piece must hold what a row refers to
		}
		if got := everything(t, importing.UsualLimits(), entries[:cut], entries); got != want {
			t.Fatalf("after its first %d entries had come alone:\n%s\notherwise:\n%s", cut, got, want)
		}
	})
}

func careless(t *rapid.T, bare bool) []study.Entry {
	decks := []study.ID{study.DeriveID("deck", "A"), study.DeriveID("deck", "B")}
	entries := []study.Entry{
		{Deck: &study.Deck{ID: decks[0], Name: "A"}},
		{Deck: &study.Deck{ID: decks[1], Name: "B", Retention: .8}},
	}
	upTo := func(n int, what string) int { return rapid.IntRange(0, n).Draw(t, what) }
	for range upTo(12, "notes") {
		n := upTo(8, "note")
		entries = append(entries, study.Entry{Note: &study.Note{ID: itemNote(n), Item: &study.Item{Kind: study.Short, Stem: fmt.Sprint(n), Answer: "a"}}})
	}
	for _, e := range slices.Clone(entries) {
		if e.Note != nil && !bare {
			entries = append(entries, study.Entry{Card: &study.Card{ID: study.DeriveID("card", e.Note.ID.String(), "0"), Note: e.Note.ID, Deck: decks[0]}})
		}
	}
	for range upTo(16, "cards") {
		n, ord := upTo(10, "note of the card"), upTo(1, "ord")
		entries = append(entries, study.Entry{Card: &study.Card{
			ID: study.DeriveID("card", itemNote(n).String(), fmt.Sprint(upTo(2, "id"))), Note: itemNote(n), Ord: ord,
			Deck: decks[upTo(1, "deck")], Suspended: upTo(4, "suspended") == 0, Position: upTo(5, "position"),
			Origin: json.RawMessage(fmt.Sprintf(`{"n":%d}`, n)),
		}})
	}
	for range upTo(40, "reviews") {
		n := upTo(10, "note of the review")
		r := &study.Review{
			ID: study.DeriveID("review", fmt.Sprint(upTo(30, "id of the review"))), At: start + study.Time(upTo(20, "at"))*3_600_000*8,
			Card: study.DeriveID("card", itemNote(n).String(), fmt.Sprint(upTo(2, "card"))),
			Kind: study.Graded, Grade: study.Grade(1 + upTo(3, "grade")), TookMS: 900, How: "voice",
		}
		switch upTo(9, "kind") {
		case 0:
			r.Kind, r.Grade, r.Cancels = study.Cancel, 0, study.DeriveID("review", fmt.Sprint(upTo(30, "cancelled")))
		case 1:
			r.Kind, r.Grade = study.Set, 0
			r.State = &study.Schedule{Phase: study.InReview, Stability: 9, Difficulty: 5, Interval: 9, Day: 20_800, Last: r.At, Reps: 3}
		}
		entries = append(entries, study.Entry{Review: r})
	}
	return entries
}

// everything returns an export after the pieces were imported.
func everything(t *rapid.T, l importing.Limits, pieces ...[]study.Entry) string {
	s, err := Open(t.Context(), Options{Zone: "Europe/Paris"})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	s.limit = l
	for _, piece := range pieces {
		if _, err := s.Import(t.Context(), func(yield func(study.Entry, error) bool) {
			for _, e := range piece {
				if !yield(again(t, e), nil) {
					return
				}
			}
		}, nil, nil); err != nil {
			t.Fatal(err)
		}
	}
	var lines []string
	for e, err := range s.Export(t.Context(), ExportOptions{}) {
		if err != nil {
			t.Fatal(err)
		}
		b, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, string(b))
	}
	// A schedule is a cache: it must match the rows.
	if found, err := s.Doctor(t.Context(), false, nil); err != nil || len(found) > 0 {
		t.Fatalf("the doctor finds %v, %v", found, err)
	}
	slices.Sort(lines)
	return fmt.Sprint(len(lines)) + "\n" + fmt.Sprint(lines)
}

// again returns a copy, because an import may change its entries.
func again(t *rapid.T, e study.Entry) (c study.Entry) {
	b, err := json.Marshal(e)
	if err == nil {
		err = json.Unmarshal(b, &c)
	}
	if err != nil {
		t.Fatal(err)
	}
	return c
}

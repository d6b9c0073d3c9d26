package store

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"carrel/internal/store/db"
	"carrel/internal/study"
)

var start = study.At(time.Date(2026, 11, 24, 11, 0, 0, 0, time.UTC))

// openHere opens a collection that is closed with the test, unless the test closes it
// before.
func openHere(t testing.TB, opt Options) *Store {
	t.Helper()
	s, err := Open(t.Context(), opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func read(t testing.TB, s *Store, f func(c *db.Conn) error) {
	t.Helper()
	if err := s.read(t.Context(), f); err != nil {
		t.Fatal(err)
	}
}

func itemNote(i int) study.ID { return study.DeriveID("note", fmt.Sprint("item", i)) }

func itemCard(i int) study.ID { return study.DeriveID("card", itemNote(i).String(), "0") }

// itemEntries returns a deck and n notes with a single question each.
func itemEntries(n int, answer func(i int) string) study.Entries {
	return func(yield func(study.Entry, error) bool) {
		if !yield(study.Entry{Deck: &study.Deck{ID: study.DeriveID("deck", "Deck"), Name: "Deck"}}, nil) {
			return
		}
		for i := range n {
			if !yield(study.Entry{Note: &study.Note{ID: itemNote(i), Item: &study.Item{Kind: study.Short, Stem: "?", Answer: answer(i)}}}, nil) {
				return
			}
		}
	}
}

func addItems(t testing.TB, s *Store, n int) {
	t.Helper()
	if _, err := s.Import(t.Context(), itemEntries(n, func(int) string { return "answer" }), nil, nil); err != nil {
		t.Fatal(err)
	}
}

func review(t testing.TB, s *Store, card, n int) study.Review {
	t.Helper()
	r := study.Review{
		ID: study.DeriveID("review", fmt.Sprint(card), fmt.Sprint(n)), Card: itemCard(card),
		At: start + study.Time(n), Kind: study.Graded, Grade: study.Good,
	}
	if _, err := s.AppendReview(t.Context(), r, nil); err != nil {
		t.Fatal(err)
	}
	return r
}

func itemDeck() []study.ID { return []study.ID{study.DeriveID("deck", "Deck")} }

// The tests of this package cannot import storetest, which imports this package. So these
// methods stand here as well.

// AppendReview commits a step with a single review row and returns the card.
func (s *Store) AppendReview(ctx context.Context, r study.Review, session json.RawMessage) (study.Card, error) {
	return first(s.Commit(ctx, Step{Reviews: []study.Review{r}, Session: session}))
}

// Undo commits a Cancel row for a review and returns the card.
func (s *Store) Undo(ctx context.Context, card, review study.ID, at study.Time, how string, session json.RawMessage) (study.Card, error) {
	return s.AppendReview(ctx, study.Review{Card: card, At: at, Kind: study.Cancel, Cancels: review, How: how}, session)
}

// Reviews returns the readable rows of a card in order.
func (s *Store) Reviews(ctx context.Context, card study.ID) (rows []study.Review, err error) {
	err = s.EachReview(ctx, func(r study.Review) error {
		if r.Card == card {
			rows = append(rows, r)
		}
		return nil
	})
	return rows, err
}

// exported returns the note and the note type with these IDs from an export, or nil.
func exported(t testing.TB, s *Store, note, noteType study.ID) (n *study.Note, k *study.NoteType) {
	t.Helper()
	for e, err := range s.Export(t.Context(), ExportOptions{}) {
		if err != nil {
			t.Fatal(err)
		}
		if e.Note != nil && e.Note.ID == note {
			n = e.Note
		}
		if e.NoteType != nil && e.NoteType.ID == noteType {
			k = e.NoteType
		}
	}
	return n, k
}

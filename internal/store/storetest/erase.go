package storetest

import (
	"testing"

	"carrel/internal/store"
	"carrel/internal/study"
)

var eraseTests = map[string]func(t *testing.T, s *store.Store){
	"a note goes with its cards, reviews and media": func(t *testing.T, s *store.Store) {
		fillWith(t, s, everything())
		if err := s.PutSession(t.Context(), jsonText(`{"card":"`+cardID("n", 1).String()+`"}`)); err != nil {
			t.Fatal(err)
		}
		if err := s.EraseNote(t.Context(), noteID("n")); err != nil {
			t.Fatal(err)
		}
		_, err := Note(t.Context(), s, noteID("n"))
		wantKind(t, err, study.NotFound)
		_, err = s.Card(t.Context(), cardID("n", 1))
		wantKind(t, err, study.NotFound)
		_, err = s.Media(t.Context(), "a.txt")
		wantKind(t, err, study.NotFound)
		_, err = NoteType(t.Context(), s, basic.ID)
		wantKind(t, err, study.NotFound)
		if got := content(t, s, "b.txt"); got != "B" {
			t.Errorf("media nobody asked to remove holds %q", got)
		}
		if state, _ := s.Session(t.Context()); state != nil {
			t.Errorf("the session still speaks of it: %s", state)
		}
		if rows, err := Reviews(t.Context(), s, cardID("z", 0)); len(rows) != 2 || err != nil {
			t.Errorf("reviews of another card: %d, %v", len(rows), err)
		}
		wantKind(t, s.EraseNote(t.Context(), noteID("n")), study.NotFound)
	},
	"a deck goes with those below it and its readings": func(t *testing.T, s *store.Store) {
		fillWith(t, s, everything())
		// A note with a card in another deck stays, and so does that card.
		mustImport(t, s, typeEntry(basic), study.Entry{Note: fields("both", 1, "f", "b")}, cardEntry("both", 0, deckA, 1), cardEntry("both", 1, deckZ, 2))
		if err := s.EraseDeck(t.Context(), deckA.ID); err != nil {
			t.Fatal(err)
		}
		decks, err := s.Decks(t.Context(), noon)
		if err != nil || len(decks) != 1 || decks[0].Name != "Z" || decks[0].Cards != 2 {
			t.Errorf("decks %+v, %v", decks, err)
		}
		if _, err := Note(t.Context(), s, noteID("both")); err != nil {
			t.Error(err)
		}
		if list, err := s.ReadingIDs(t.Context()); len(list) != 0 || err != nil {
			t.Errorf("readings %+v, %v", list, err)
		}
		wantKind(t, s.EraseDeck(t.Context(), deckA.ID), study.NotFound)
	},
	"everything goes, and one can begin again": func(t *testing.T, s *store.Store) {
		fillWith(t, s, everything())
		if err := s.PutSession(t.Context(), jsonText(`1`)); err != nil {
			t.Fatal(err)
		}
		if err := s.EraseAll(t.Context()); err != nil {
			t.Fatal(err)
		}
		if left := exported(t, s, store.ExportOptions{}); len(left) != 0 {
			t.Errorf("left: %+v", left)
		}
		if state, _ := s.Session(t.Context()); state != nil {
			t.Errorf("the session is left: %s", state)
		}
		for f := range s.Files().All() {
			t.Errorf("the file %v is left", f)
		}
		if s.Scheduler().Calendar().Zone.String() != "Europe/Paris" {
			t.Errorf("the zone is %v", s.Scheduler().Calendar().Zone)
		}
		fillWith(t, s, everything())
		mustReview(t, s, cardID("z", 0), noon+day, study.Good)
	},
}

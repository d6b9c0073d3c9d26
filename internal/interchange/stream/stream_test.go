package stream

import (
	"context"
	"strconv"
	"testing"

	"carrel/internal/study"
)

// place puts n notes with the given number of identities into a stream.
func place(n, identities int, deck func(i int) string) (notes []study.ID, err error) {
	for e, err := range Of(context.Background(), nil, func(s *Stream) error {
		for i := range n {
			d, err := s.Deck(study.Deck{Name: deck(i)})
			if err != nil {
				return err
			}
			id := study.DeriveID("note", strconv.Itoa(i%identities))
			if err := s.Note(study.Note{ID: id, Item: &study.Item{Kind: study.Info}}, d); err != nil {
				return err
			}
		}
		return nil
	}) {
		if err != nil {
			return notes, err
		}
		if e.Note != nil {
			notes = append(notes, e.Note.ID)
		}
	}
	return notes, nil
}

func TestANoteThatComesAgainGetsAnIdentityOfItsOwn(t *testing.T) {
	one := func(int) string { return "d" }
	first, err := place(12, 3, one)
	if err != nil || len(first) != 12 {
		t.Fatalf("%d notes, %v", len(first), err)
	}
	seen := map[study.ID]bool{}
	for _, id := range first {
		if seen[id] {
			t.Errorf("the identity %s came twice", id)
		}
		seen[id] = true
	}
	again, _ := place(12, 3, one)
	for i := range again {
		if again[i] != first[i] {
			t.Errorf("note %d is %s in one reading and %s in the next", i, first[i], again[i])
		}
	}
}

func TestAFileWithoutEndOfNotesOrDecksIsRefused(t *testing.T) {
	defer func(n, d int) { maxNotes, maxDecks = n, d }(maxNotes, maxDecks)
	maxNotes, maxDecks = 50, 10
	for name, c := range map[string]struct {
		notes int
		deck  func(int) string
		fine  bool
	}{
		"as many notes as may be": {50, func(int) string { return "d" }, true},
		"one more":                {51, func(int) string { return "d" }, false},
		"as many decks as may be": {20, func(i int) string { return strconv.Itoa(i % 10) }, true},
		"one more deck":           {20, func(i int) string { return strconv.Itoa(i % 11) }, false},
	} {
		_, err := place(c.notes, c.notes, c.deck)
		if (err == nil) != c.fine || (err != nil && study.KindOf(err) != study.Unsupported) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

package apkg

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"carrel/internal/interchange/source"
	"carrel/internal/study"
)

const fixtures = "../../../../shared/fixtures/anki"

// fixture opens a public file, or skips the test if the file is absent.
func fixture(t testing.TB, name string) source.Source {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(fixtures, filepath.FromSlash(name)))
	if os.IsNotExist(err) {
		t.Skipf("the fixture %s is not on this machine (../shared/fixtures)", name)
	}
	if err != nil {
		t.Fatal(err)
	}
	return source.FromBytes(name, b)
}

// everything holds all entries of a stream by kind.
type everything struct {
	decks   []study.Deck
	types   []study.NoteType
	notes   []study.Note
	cards   []study.Card
	reviews []study.Review
	media   []study.Media
	skips   []study.Skip
}

func collect(entries study.Entries) (everything, error) {
	var c everything
	for e, err := range entries {
		if err != nil {
			return c, err
		}
		switch {
		case e.Deck != nil:
			c.decks = append(c.decks, *e.Deck)
		case e.NoteType != nil:
			c.types = append(c.types, *e.NoteType)
		case e.Note != nil:
			c.notes = append(c.notes, *e.Note)
		case e.Card != nil:
			c.cards = append(c.cards, *e.Card)
		case e.Review != nil:
			c.reviews = append(c.reviews, *e.Review)
		case e.Media != nil:
			c.media = append(c.media, *e.Media)
		case e.Skip != nil:
			c.skips = append(c.skips, *e.Skip)
		}
	}
	return c, nil
}

func (c everything) graded() int {
	n := 0
	for _, r := range c.reviews {
		if r.Kind == study.Graded {
			n++
		}
	}
	return n
}

func mustRead(t testing.TB, src source.Source) everything {
	t.Helper()
	c, err := collect(Read(context.Background(), src, nil))
	if err != nil {
		t.Fatalf("%s: %v", src.Name, err)
	}
	return c
}

func TestFixturesHoldWhatSourcesSays(t *testing.T) {
	for _, tc := range []struct {
		file                         string
		notes, cards, reviews, media int
	}{
		{"mixed-legacy-2.apkg", 8, 13, 26, 1},
		{"empty-legacy-2.apkg", 0, 0, 0, 0},
		{"empty-legacy-2.colpkg", 0, 0, 0, 0},
		{"empty-latest.apkg", 0, 0, 0, 0},
		{"pandas/collection.anki2", 7, 12, 6, 0},
		{"pandas/collection_v1.anki2", 7, 12, 6, 0},
		{"pandas/collection-schema18-latest.colpkg", 7, 12, 6, 0},
		{"upstream/diffmodels2-1.apkg", 1, 1, 0, 0},
		{"upstream/diffmodels2-2.apkg", 1, 2, 0, 0},
		{"upstream/diffmodeltemplates-1.apkg", 1, 1, 0, 2},
		{"upstream/diffmodeltemplates-2.apkg", 1, 1, 0, 2},
		{"upstream/media.apkg", 1, 1, 0, 1},
		{"upstream/update1.apkg", 1, 1, 0, 0},
		{"upstream/update2.apkg", 1, 1, 0, 0},
	} {
		t.Run(tc.file, func(t *testing.T) {
			c := mustRead(t, fixture(t, tc.file))
			if len(c.notes) != tc.notes || len(c.cards) != tc.cards || c.graded() != tc.reviews || len(c.media) != tc.media {
				t.Errorf("got %d notes, %d cards, %d reviews, %d media; want %d, %d, %d, %d", len(c.notes), len(c.cards), c.graded(), len(c.media), tc.notes, tc.cards, tc.reviews, tc.media)
			}
			if len(c.skips) != 0 {
				t.Errorf("left out: %v", c.skips)
			}
			if tc.notes == 0 && len(c.decks)+len(c.types) != 0 {
				t.Errorf("an empty file brought decks %v and note types %v", c.decks, c.types)
			}
		})
	}
}

func sourceOf(name string, b []byte) source.Source { return source.FromBytes(name, b) }

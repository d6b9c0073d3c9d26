package apkg

import (
	"testing"

	"carrel/internal/study"
)

func TestStateOfReviewCardIsAnkis(t *testing.T) {
	c := mustRead(t, fixture(t, "mixed-legacy-2.apkg"))
	sets := map[study.ID]study.Review{}
	last := map[study.ID]study.Time{}
	for _, r := range c.reviews {
		switch r.Kind {
		case study.Set:
			sets[r.Card] = r
		case study.Graded:
			last[r.Card] = max(last[r.Card], r.At)
		}
	}
	if len(sets) != len(c.cards) {
		t.Fatalf("got %d states for %d cards", len(sets), len(c.cards))
	}
	first := c.cards[0]
	s := sets[first.ID].State
	// The collection was made on 2023-04-11 in the time zone UTC+2: day 19458.
	const due = 19458 + 871
	if s.Phase != study.InReview || s.Day != due || s.Interval != 11 || s.Stability != 12.116 || s.Difficulty != 5.61 || s.Reps != 2 {
		t.Errorf("got state %+v", *s)
	}
	for _, card := range c.cards {
		if r := sets[card.ID]; r.At != last[card.ID]+1 || r.State.Last != last[card.ID] {
			t.Errorf("state of %s at %d, last answer at %d", card.ID, r.At, last[card.ID])
		}
	}
}

func TestMemoryIsComputedFromTheLogWhereAnkiHasNone(t *testing.T) {
	c := mustRead(t, fixture(t, "pandas/collection.anki2"))
	for _, r := range c.reviews {
		if r.Kind == study.Set && (r.State.Stability <= 0 || r.State.Difficulty < 1) {
			t.Errorf("no memory in %+v", *r.State)
		}
	}
}

func TestOldSchedulerAnswersAreRenumbered(t *testing.T) {
	c := mustRead(t, fixture(t, "pandas/collection.anki2"))
	var got []study.Grade
	for _, r := range c.reviews {
		got = append(got, r.Grade)
	}
	// The log has 2, 1, 3, 2, 3, 3, given with three buttons while learning.
	want := []study.Grade{study.Good, study.Again, study.Easy, study.Good, study.Easy, study.Easy, 0, 0, 0}
	for i := range want {
		if i >= len(got) || got[i] != want[i] {
			t.Fatalf("got grades %v, want %v", got, want)
		}
	}
}

func TestGenerationsOfOneCollectionAreTheSame(t *testing.T) {
	a := mustRead(t, fixture(t, "pandas/collection.anki2"))
	b := mustRead(t, fixture(t, "pandas/collection-schema18-latest.colpkg"))
	for i := range a.cards {
		if a.cards[i].ID != b.cards[i].ID || string(a.cards[i].Origin) != string(b.cards[i].Origin) {
			t.Errorf("card %d differs: %+v and %+v", i, a.cards[i], b.cards[i])
		}
	}
	for i := range a.types {
		if a.types[i].ID != b.types[i].ID || a.types[i].Templates[0].Front != b.types[i].Templates[0].Front || a.types[i].CSS != b.types[i].CSS {
			t.Errorf("note type %q differs", a.types[i].Name)
		}
		t.Logf("%s\n%s", a.types[i].Origin, b.types[i].Origin)
		t.Logf("%s\n%s", a.types[i].Fields[0].Origin, b.types[i].Fields[0].Origin)
	}
	for i := range a.reviews {
		if a.reviews[i].ID != b.reviews[i].ID {
			t.Errorf("review %d differs", i)
		}
	}
}

func TestVeryOldSchemaIsRefusedPlainly(t *testing.T) {
	_, err := collect(Read(t.Context(), fixture(t, "upstream/anki2-alpha.anki2"), nil))
	if study.KindOf(err) != study.Unsupported {
		t.Errorf("got %v", err)
	}
}

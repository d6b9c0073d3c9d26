package apkg

import (
	"bytes"
	"testing"

	"carrel/internal/interchange/apkg/apkgtest"
	"carrel/internal/interchange/interchangetest"
	"carrel/internal/interchange/source"
	"carrel/internal/study"
)

func again(t *testing.T, src source.Source, o Options) (before, after interchangetest.Content) {
	t.Helper()
	before = interchangetest.Collect(Read(t.Context(), src, nil))
	var b bytes.Buffer
	skips, err := Write(t.Context(), &b, Read(t.Context(), src, nil), o)
	if err != nil || len(skips) > 0 {
		t.Fatalf("%v, skips %v", err, skips)
	}
	after = interchangetest.Collect(Read(t.Context(), sourceOf("written.apkg", b.Bytes()), nil))
	for _, c := range []interchangetest.Content{before, after} {
		if c.Err != nil || len(c.Faults) > 0 {
			t.Fatal(c.Err, c.Faults)
		}
	}
	return before, after
}

func TestFixturesComeBackFieldIdentical(t *testing.T) {
	for _, tc := range []struct {
		file   string
		latest bool
	}{
		{"mixed-legacy-2.apkg", false},
		{"pandas/collection.anki2", false},
		{"upstream/media.apkg", false},
		{"upstream/diffmodeltemplates-1.apkg", false},
		{"pandas/collection_v1.anki2", true},
		{"pandas/collection-schema18-latest.colpkg", true},
	} {
		t.Run(tc.file, func(t *testing.T) {
			before, after := again(t, fixture(t, tc.file), Options{Latest: tc.latest})
			if a, b := before.Text(), after.Text(); a != b {
				t.Errorf("what came back differs:\n%s", interchangetest.Diff(a, b))
			}
		})
	}
}

// TestGenerationsConvert writes each generation as the other. Everything must be
// preserved except deck options, which have no equivalent.
func TestGenerationsConvert(t *testing.T) {
	for _, tc := range []struct {
		file   string
		latest bool
	}{
		{"mixed-legacy-2.apkg", true},
		{"pandas/collection-schema18-latest.colpkg", false},
	} {
		t.Run(tc.file, func(t *testing.T) {
			before, after := again(t, fixture(t, tc.file), Options{Latest: tc.latest})
			for _, c := range []*interchangetest.Content{&before, &after} {
				for i := range c.Decks {
					c.Decks[i].Origin = nil
				}
				for i := range c.Types {
					c.Types[i].Origin = nil
					for j := range c.Types[i].Fields {
						c.Types[i].Fields[j].Origin = nil
					}
					for j := range c.Types[i].Templates {
						c.Types[i].Templates[j].Origin = nil
					}
				}
			}
			if a, b := before.Text(), after.Text(); a != b {
				t.Errorf("what came back differs:\n%s", interchangetest.Diff(a, b))
			}
		})
	}
}

// TestStudiedCardIsExportedAsItStands reviews an imported card and checks the columns
// that Anki would read.
func TestStudiedCardIsExportedAsItStands(t *testing.T) {
	db := made(t, apkgtest.Options{Notes: 1, Cards: 1, Reviews: 2, FSRS: true})
	src := sourceOf("made.anki2", db)
	before := interchangetest.Collect(Read(t.Context(), src, nil))
	card := before.Cards[0]
	at := before.Reviews[len(before.Reviews)-1].At + 400*86400000
	answered := study.Review{ID: study.DeriveID("review", "x"), Card: card.ID, At: at, Kind: study.Graded, Grade: study.Good, How: "voice"}
	undone := study.Review{ID: study.DeriveID("review", "y"), Card: card.ID, At: at + 1, Kind: study.Graded, Grade: study.Again}
	undo := study.Review{ID: study.DeriveID("review", "z"), Card: card.ID, At: at + 2, Kind: study.Cancel, Cancels: undone.ID}
	entries := func(yield func(study.Entry, error) bool) {
		for e, err := range Read(t.Context(), src, nil) {
			if !yield(e, err) {
				return
			}
		}
		for _, r := range []study.Review{answered, undone, undo} {
			if !yield(study.Entry{Review: &r}, nil) {
				return
			}
		}
	}
	var b bytes.Buffer
	if _, err := Write(t.Context(), &b, entries, Options{}); err != nil {
		t.Fatal(err)
	}
	after := interchangetest.Collect(Read(t.Context(), sourceOf("out.apkg", b.Bytes()), nil))
	if got, want := graded(after), graded(before)+1; got != want {
		t.Errorf("got %d reviews, want %d", got, want)
	}
	s := after.Reviews[len(after.Reviews)-1].State
	old := before.Reviews[len(before.Reviews)-1].State
	if s.Reps != old.Reps+1 || s.Stability <= old.Stability || s.Day <= old.Day || s.Last != at {
		t.Errorf("got state %+v after %+v", *s, *old)
	}
}

func graded(c interchangetest.Content) int {
	n := 0
	for _, r := range c.Reviews {
		if r.Kind == study.Graded {
			n++
		}
	}
	return n
}

func TestQuestionsOfOtherFormatsComeBackWhole(t *testing.T) {
	deck := study.Deck{ID: study.DeriveID("deck", "Q::A"), Name: "Q::A"}
	items := []study.Item{
		{Kind: study.Short, Stem: "Capital of <b>Peru</b>?", Accept: []study.Accept{{Text: "Lima", Weight: 1}}, Lang: "en"},
		{Kind: study.Choice, Stem: "2+2", Options: []study.Option{{Text: "4", Weight: 1}, {Text: "5"}}},
		{Kind: study.Matching, Stem: "Match", Pairs: []study.Pair{{Left: "a", Right: "1"}, {Left: "b", Right: "2}}"}, {Right: "3"}}},
		{Kind: study.Cloze, Stem: "{{1}} and {{2}}", Gaps: []study.Item{
			{Kind: study.Short, Accept: []study.Accept{{Text: "salt", Weight: 1}}},
			{Kind: study.Numeric, Numbers: []study.Range{{Min: 1, Max: 2, Weight: 1}}}}},
		{Kind: study.TrueFalse, Stem: "Yes?", True: true},
	}
	entries := func(yield func(study.Entry, error) bool) {
		yield(study.Entry{Deck: &deck}, nil)
		for i, it := range items {
			n := study.Note{ID: study.DeriveID("note", it.Stem), Item: &items[i]}
			yield(study.Entry{Note: &n}, nil)
			for ord := range it.Cards() {
				yield(study.Entry{Card: &study.Card{ID: study.DeriveID("card", n.ID.String(), itoa(int64(ord))), Note: n.ID, Deck: deck.ID, Ord: ord}}, nil)
			}
		}
	}
	for _, latest := range []bool{false, true} {
		var b bytes.Buffer
		if _, err := Write(t.Context(), &b, entries, Options{Latest: latest}); err != nil {
			t.Fatal(err)
		}
		c := interchangetest.Collect(Read(t.Context(), sourceOf("q.apkg", b.Bytes()), nil))
		if c.Err != nil || len(c.Faults) > 0 || len(c.Types) > 0 {
			t.Fatal(c.Err, c.Faults, c.Types)
		}
		want := interchangetest.Collect(entries)
		for i := range c.Cards {
			c.Cards[i].Origin = nil
		}
		for i := range c.Decks {
			c.Decks[i].Origin = nil
		}
		if a, b := want.Text(), c.Text(); a != b {
			t.Errorf("what came back differs:\n%s", interchangetest.Diff(a, b))
		}
	}
}

func TestBuriedNewCardKeepsItsColumns(t *testing.T) {
	c := &outCard{Card: study.Card{Schedule: study.Schedule{Buried: 19_000}}, had: true}
	if s, err := new(export).replay(nil, c); s != nil || err != nil {
		t.Errorf("got the state %+v, %v: its queue would be lost", s, err)
	}
}

package storetest

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"carrel/internal/store"
	"carrel/internal/study"
)

type jsonText = json.RawMessage

// lines returns an export as JSON lines, as in a backup.
func lines(t testing.TB, s *store.Store, choice store.ExportOptions) string {
	var b strings.Builder
	for _, e := range exported(t, s, choice) {
		text, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(text)
		b.WriteByte('\n')
	}
	return b.String()
}

// other opens a second collection, in memory.
func other(t testing.TB) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), store.Options{Zone: "Europe/Paris"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

var exportTests = map[string]func(t *testing.T, s *store.Store){
	"everything comes back as it was": func(t *testing.T, s *store.Store) {
		fillWith(t, s, everything())
		second := other(t)
		res, err := second.Import(t.Context(), s.Export(t.Context(), store.ExportOptions{}), TakeAll, nil)
		if err != nil || len(res.Skipped) > 0 {
			t.Fatalf("%+v, %v", res, err)
		}
		if a, b := lines(t, s, store.ExportOptions{}), lines(t, second, store.ExportOptions{}); a != b {
			t.Errorf("exported\n%s\nand after the import\n%s", a, b)
		}
		for name, want := range map[string]string{"a.txt": "A", "b.txt": "B"} {
			if got := content(t, second, name); got != want {
				t.Errorf("%s holds %q", name, got)
			}
		}
		// Schedules are not in the export: recomputing them must give the same result.
		a, _, _ := s.Cards(t.Context(), store.CardFilter{})
		b, _, _ := second.Cards(t.Context(), store.CardFilter{})
		if !reflect.DeepEqual(a, b) {
			t.Errorf("cards were\n%+v\nand are\n%+v", a, b)
		}
	},
	"any text comes back as it was": func(t *testing.T, s *store.Store) {
		i := 0
		rapid.Check(t, func(rt *rapid.T) {
			i++
			texts := rapid.SliceOfN(rapid.StringOf(rapid.RuneFrom([]rune{0, '\x1e', '\x1f', '0', '1', ' ', 'é', '"', '<', '{', '\n', '水'})), 0, 4).Draw(rt, "fields")
			note := study.Note{ID: noteID(fmt.Sprint(i)), GUID: rapid.String().Draw(rt, "guid"), Type: basic.ID, Fields: texts,
				Tags: rapid.SliceOfN(rapid.StringMatching(`[a-zé:"]{1,4}`), 0, 3).Draw(rt, "tags"), Modified: 3, Origin: jsonText(`{"a":1}`)}
			want := note
			if len(texts) == 0 {
				want.Fields = nil
			}
			if len(note.Tags) == 0 {
				want.Tags = nil
			}
			if _, err := s.Import(t.Context(), stream(deckEntry(deckA), typeEntry(basic), study.Entry{Note: &note}), nil, nil); err != nil {
				rt.Fatal(err)
			}
			got, err := Note(t.Context(), s, note.ID)
			if err != nil || !reflect.DeepEqual(got, want) {
				rt.Fatalf("got %#v, want %#v, %v", got, want, err)
			}
		})
	},
	"a deck comes with what it needs and nothing else": func(t *testing.T, s *store.Store) {
		fillWith(t, s, everything())
		got := map[string]int{}
		for _, e := range exported(t, s, store.ExportOptions{Decks: []study.ID{deckA.ID}}) {
			switch {
			case e.Deck != nil:
				got["deck "+e.Deck.Name]++
			case e.NoteType != nil:
				got["type "+e.NoteType.Name]++
			case e.Note != nil:
				got["notes"]++
			case e.Card != nil:
				got["cards"]++
			case e.Review != nil:
				got["reviews"]++
			case e.Media != nil:
				got["media "+e.Media.Name]++
			case e.Reading != nil:
				got["reading "+e.Reading.Title]++
			default:
				t.Errorf("unexpected %+v", e)
			}
		}
		want := map[string]int{"deck A": 1, "deck A::B": 1, "type Basic": 1, "notes": 2, "cards": 3, "reviews": 4, "media a.txt": 1, "reading Book": 1}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
	},
	"a bare export says nothing of the learner": func(t *testing.T, s *store.Store) {
		fillWith(t, s, everything())
		for _, e := range exported(t, s, store.ExportOptions{WithoutProgress: true}) {
			if e.Review != nil || e.Setting != nil || e.Card != nil && (e.Card.Suspended || e.Card.Retention != 0) {
				t.Errorf("it holds %+v", e)
			}
		}
	},
	"the reader may stop": func(t *testing.T, s *store.Store) {
		fillWith(t, s, everything())
		for range s.Export(t.Context(), store.ExportOptions{}) {
			break
		}
		if _, err := s.Decks(t.Context(), noon); err != nil {
			t.Error(err)
		}
	},
	"a deck that is not there is an error": func(t *testing.T, s *store.Store) {
		for _, err := range s.Export(t.Context(), store.ExportOptions{Decks: []study.ID{deckZ.ID}}) {
			wantKind(t, err, study.NotFound)
		}
	},
}

func fillWith(t testing.TB, s *store.Store, entries []study.Entry) {
	t.Helper()
	if res := mustImport(t, s, entries...); len(res.Skipped) > 0 {
		t.Fatalf("skipped %+v", res.Skipped)
	}
}

// everything returns a small collection with one entry of each kind.
func everything() []study.Entry {
	own := deckA
	own.Retention, own.Deadline, own.Lang, own.About, own.Modified, own.Origin = .85, 20900, "en", "<b>about</b>", 7, jsonText(`{"id":1}`)
	state := study.Schedule{Phase: study.InReview, Stability: 12.5, Difficulty: 5, Day: 20790, Interval: 12, Last: noon - 12*day, Reps: 3}
	cancel := study.Review{ID: study.DeriveID("review", "undo"), Card: cardID("n", 0), At: noon + minute, Kind: study.Cancel, Cancels: study.DeriveID("review", "r2"), How: "voice"}
	set := study.Review{ID: study.DeriveID("review", "set"), Card: cardID("n", 1), At: noon, Kind: study.Set, State: &state, How: "import", Origin: jsonText(`{"x":[1]}`)}
	bury := study.Review{ID: study.DeriveID("review", "bury"), Card: cardID("z", 0), At: noon, Kind: study.Bury, State: &study.Schedule{Buried: 20783}}
	hand := study.Review{ID: study.DeriveID("review", "manual"), Card: cardID("z", 0), At: noon + 1, Kind: study.Manual}
	n := fields("n", 5, `front <img src="a.txt">`, "back")
	n.Tags = []string{"one", "two::three"}
	return []study.Entry{
		{Setting: &study.Setting{Key: "new_per_day", Value: "7"}},
		{Setting: &study.Setting{Key: "zone", Value: `"America/New_York"`}},
		deckEntry(own), deckEntry(deckAB), deckEntry(deckZ),
		typeEntry(basic), typeEntry(clozeType),
		{Note: n}, item("ab"), item("z"),
		{Card: &study.Card{ID: cardID("n", 0), Note: noteID("n"), Deck: deckA.ID, Position: 3, Retention: .95, Modified: 6, Origin: jsonText(`{"ivl":3}`)}},
		{Card: &study.Card{ID: cardID("n", 1), Note: noteID("n"), Deck: deckA.ID, Ord: 1, Suspended: true}},
		{Card: &study.Card{ID: cardID("ab", 0), Note: noteID("ab"), Deck: deckAB.ID, Position: 1}},
		{Card: &study.Card{ID: cardID("z", 0), Note: noteID("z"), Deck: deckZ.ID, Position: 2}},
		{Review: graded("r1", cardID("n", 0), noon-day, study.Good)}, {Review: graded("r2", cardID("n", 0), noon, study.Again)},
		{Review: &cancel}, {Review: &set}, {Review: &bury}, {Review: &hand},
		media("a.txt", "A"), media("b.txt", "B"),
		{Reading: &study.Reading{ID: study.DeriveID("reading", "book"), Deck: deckA.ID, Title: "Book", Author: "Someone", Lang: "en",
			Sections: []study.Section{{Title: "1", HTML: "<p>text</p>", Notes: []study.ID{noteID("n")}}}}},
	}
}

package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"carrel/internal/store"
	"carrel/internal/study"
)

var importTests = map[string]func(t *testing.T, s *store.Store){
	"what is there already is not added again": func(t *testing.T, s *store.Store) {
		entries := []study.Entry{deckEntry(deckA), typeEntry(basic)}
		note := fields("n", 5, "front", "back")
		card := &study.Card{ID: cardID("n", 0), Note: note.ID, Deck: deckA.ID}
		entries = append(entries, study.Entry{Note: note}, study.Entry{Card: card},
			study.Entry{Review: graded("r1", card.ID, noon, study.Good)}, media("a.txt", "A"))
		first := mustImport(t, s, entries...)
		if first.Notes != 1 || first.Cards != 1 || first.Reviews != 1 || first.Media != 1 || first.Duplicates != 0 || len(first.Skipped) != 0 {
			t.Errorf("first import: %+v", first)
		}
		again := mustImport(t, s, entries...)
		if again.Notes != 0 || again.Cards != 0 || again.Reviews != 0 || again.Media != 0 || again.Duplicates != 1 || len(again.Skipped) != 0 {
			t.Errorf("second import: %+v", again)
		}
	},
	"a newer note changes fields and keeps its history": func(t *testing.T, s *store.Store) {
		mustImport(t, s, deckEntry(deckA), typeEntry(basic), study.Entry{Note: fields("n", 5, "front", "")})
		card := mustReview(t, s, cardID("n", 0), noon, study.Good)
		res := mustImport(t, s, deckEntry(deckA), typeEntry(basic), study.Entry{Note: fields("n", 6, "newer", "back")})
		if res.Updated != 1 || res.Notes != 0 || res.Duplicates != 0 || res.Cards != 1 {
			t.Errorf("got %+v, want one note updated and the card its new field calls for", res)
		}
		note, err := Note(t.Context(), s, noteID("n"))
		if err != nil || note.Fields[0] != "newer" {
			t.Errorf("the note is %+v, %v", note, err)
		}
		after, err := s.Card(t.Context(), card.ID)
		if err != nil || after.Schedule != card.Schedule {
			t.Errorf("the schedule was %+v and is %+v, %v", card.Schedule, after.Schedule, err)
		}
		if res := mustImport(t, s, typeEntry(basic), study.Entry{Note: fields("n", 4, "older", "")}); res.Duplicates != 1 || res.Updated != 0 {
			t.Errorf("an older note: %+v", res)
		}
	},
	"a note type with other fields becomes a second one": func(t *testing.T, s *store.Store) {
		mustImport(t, s, deckEntry(deckA), typeEntry(basic), study.Entry{Note: fields("n", 5, "front", "back")})
		wide := basic
		wide.Fields = append(slices.Clone(basic.Fields), study.Field{Name: "Extra"})
		res := mustImport(t, s, deckEntry(deckA), typeEntry(wide),
			study.Entry{Note: fields("m", 5, "a", "b", "c")}, study.Entry{Note: fields("n", 9, "changed", "back", "c")})
		if res.Notes != 1 || res.Duplicates != 1 || len(res.Skipped) != 1 {
			t.Errorf("got %+v", res)
		}
		n, _ := Note(t.Context(), s, noteID("n"))
		m, err := Note(t.Context(), s, noteID("m"))
		if err != nil || n.Fields[0] != "front" || m.Type == n.Type || len(m.Fields) != 3 {
			t.Errorf("got %+v and %+v, %v", n, m, err)
		}
	},
	"notes without cards get those they call for": func(t *testing.T, s *store.Store) {
		pairs := study.Entry{Note: &study.Note{ID: noteID("pairs"), Item: &study.Item{Kind: study.Matching, Stem: "?",
			Pairs: []study.Pair{{Left: "a", Right: "1"}, {Left: "b", Right: "2"}, {Right: "decoy"}}}}}
		cloze := study.Entry{Note: &study.Note{ID: noteID("cloze"), Type: clozeType.ID, Fields: []string{"{{c1::a}} {{c3,7::b::hint {{c3::in}}}}"}}}
		res := mustImport(t, s, deckEntry(deckA), item("one"), deckEntry(deckZ), pairs, typeEntry(clozeType), cloze,
			typeEntry(basic), study.Entry{Note: fields("both", 1, "f", "b")}, study.Entry{Note: fields("front", 1, "f", "  ")})
		if res.Notes != 5 || res.Cards != 1+2+3+2+1 {
			t.Fatalf("got %+v", res)
		}
		cards, total, err := s.Cards(t.Context(), store.CardFilter{Note: noteID("cloze")})
		if err != nil || total != 3 || cards[0].Ord != 0 || cards[1].Ord != 2 || cards[2].Ord != 6 || cards[0].Deck != deckZ.ID {
			t.Errorf("the cloze note has %+v, %v", cards, err)
		}
		if one, err := s.Card(t.Context(), cardID("one", 0)); err != nil || one.Deck != deckA.ID {
			t.Errorf("the first note is in %v, %v", one.Deck, err)
		}
	},
	"an error of the stream leaves nothing behind": func(t *testing.T, s *store.Store) {
		mustImport(t, s, deckEntry(deckA), item("kept"))
		broken := errors.New("broken")
		_, err := s.Import(t.Context(), failing(broken, append(items(20), deckEntry(deckZ), media("x.txt", "X"))...), nil, nil)
		if !errors.Is(err, broken) {
			t.Errorf("got %v", err)
		}
		if _, total, err := s.Cards(t.Context(), store.CardFilter{}); total != 1 || err != nil {
			t.Errorf("%d cards, %v", total, err)
		}
		for f := range s.Files().All() {
			t.Errorf("the file %v is left", f)
		}
	},
	"a cancelled import leaves nothing behind": func(t *testing.T, s *store.Store) {
		ctx, cancel := context.WithCancel(t.Context())
		_, err := s.Import(ctx, func(yield func(study.Entry, error) bool) {
			yield(media("x.txt", "X"), nil)
			for i, e := range items(900) {
				if i == 600 {
					cancel()
				}
				if !yield(e, nil) {
					return
				}
			}
		}, nil, nil)
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		if empty, err := s.Empty(t.Context()); !empty || err != nil {
			t.Errorf("not empty, %v", err)
		}
		for f := range s.Files().All() {
			t.Errorf("the file %v is left", f)
		}
	},
	"a panic in the stream leaves the store usable": func(t *testing.T, s *store.Store) {
		func() {
			defer func() { recover() }()
			s.Import(t.Context(), func(yield func(study.Entry, error) bool) {
				yield(item("lost"), nil)
				panic("a bug in an importer")
			}, nil, nil)
		}()
		if res := mustImport(t, s, deckEntry(deckA), item("next")); res.Notes != 1 {
			t.Errorf("got %+v", res)
		}
		if _, err := Note(t.Context(), s, noteID("lost")); study.KindOf(err) != study.NotFound {
			t.Errorf("the lost note: %v", err)
		}
	},
	"media of a taken name get another and notes follow": func(t *testing.T, s *store.Store) {
		mustImport(t, s, deckEntry(deckA), typeEntry(basic), study.Entry{Note: fields("old", 5, `<img src="cat.png">`, "")}, media("cat.png", "OLD"))
		entries := []study.Entry{deckEntry(deckA), typeEntry(basic),
			study.Entry{Note: fields("new", 5, `<img src="cat.png"> [sound:cat.png] cat.png bobcat.png <img src=bobcat.png>`, "x")},
			study.Entry{Note: &study.Note{ID: noteID("item"), Item: &study.Item{Kind: study.Short, Stem: `<img src='cat.png'>`, Image: "cat.png"}}},
			media("cat.png", "NEW"), media("bobcat.png", "BOB")}
		res := mustImport(t, s, entries...)
		if res.Media != 2 || len(res.Skipped) != 1 || !strings.Contains(res.Skipped[0].What, "cat.png") {
			t.Errorf("got %+v", res)
		}
		old, _ := Note(t.Context(), s, noteID("old"))
		if old.Fields[0] != `<img src="cat.png">` || content(t, s, "cat.png") != "OLD" {
			t.Errorf("the old note now says %q", old.Fields[0])
		}
		it, _ := Note(t.Context(), s, noteID("item"))
		name := it.Item.Image
		if name == "cat.png" || content(t, s, name) != "NEW" || it.Item.Stem != `<img src='`+name+`'>` {
			t.Errorf("the new question says %+v", it.Item)
		}
		note, _ := Note(t.Context(), s, noteID("new"))
		if want := `<img src="` + name + `"> [sound:` + name + `] cat.png bobcat.png <img src=bobcat.png>`; note.Fields[0] != want {
			t.Errorf("the new note says %q, want %q", note.Fields[0], want)
		}
		if again := mustImport(t, s, entries...); again.Media != 0 || again.Duplicates != 2 {
			t.Errorf("the second time: %+v", again)
		}
	},
	"what makes no sense is left out with a reason": func(t *testing.T, s *store.Store) {
		res := mustImport(t, s, deckEntry(deckA),
			study.Entry{Note: fields("typeless", 5, "a")},
			study.Entry{Card: &study.Card{ID: cardID("typeless", 0), Note: noteID("typeless")}},
			study.Entry{Card: &study.Card{ID: cardID("nobody", 0), Note: noteID("nobody")}},
			study.Entry{Review: graded("r", cardID("nobody", 0), noon, study.Good)},
			item("one"),
			study.Entry{Card: &study.Card{ID: cardID("one", 0), Note: noteID("one"), Deck: deckA.ID}},
			study.Entry{Review: graded("bad", cardID("one", 0), noon, 9)},
			study.Entry{Setting: &study.Setting{Key: "x", Value: "{"}},
			media("../../etc/passwd", "no"), media("", "no"), media("a\x00b", "no"),
			study.Entry{Skip: &study.Skip{What: "page 7", Why: "it is torn"}})
		if res.Notes != 1 || res.Cards != 1 || res.Reviews != 0 || len(res.Skipped) != 9 {
			t.Errorf("got %+v", res)
		}
		for _, skip := range res.Skipped {
			if skip.What == "" || skip.Why == "" {
				t.Errorf("%+v says too little", skip)
			}
		}
	},
	"settings that were chosen stay, others come in and count": func(t *testing.T, s *store.Store) {
		if err := s.PutSettings(t.Context(), map[string]jsonText{"theme": jsonText(`"dark"`)}, nil); err != nil {
			t.Fatal(err)
		}
		mustImport(t, s, deckEntry(deckA), item("one"))
		before := mustReview(t, s, cardID("one", 0), noon, study.Easy)
		res := mustImport(t, s, study.Entry{Setting: &study.Setting{Key: "theme", Value: `"light"`}}, study.Entry{Setting: &study.Setting{Key: "retention", Value: "0.8"}})
		if fmt.Sprint(res.SettingsTaken) != "[retention]" || len(res.SettingsLeft) != 1 || res.SettingsLeft[0].Key != "theme" {
			t.Errorf("got %+v", res)
		}
		values, err := s.Settings(t.Context())
		if err != nil || string(values["theme"]) != `"dark"` || string(values["retention"]) != "0.8" {
			t.Errorf("settings are %s, %v", values, err)
		}
		after, _ := s.Card(t.Context(), cardID("one", 0))
		if after.Schedule.Interval <= before.Schedule.Interval {
			t.Errorf("the interval was %d at retention .9 and is %d at .8", before.Schedule.Interval, after.Schedule.Interval)
		}
	},
	"a history that comes in is replayed": func(t *testing.T, s *store.Store) {
		mustImport(t, s, deckEntry(deckA), item("one"), item("two"))
		mustReview(t, s, cardID("one", 0), noon-20*day, study.Good)
		mustReview(t, s, cardID("one", 0), noon-20*day+10*minute, study.Good)
		mustImport(t, s,
			study.Entry{Review: graded("a", cardID("two", 0), noon-20*day, study.Good)},
			study.Entry{Review: graded("b", cardID("two", 0), noon-20*day+10*minute, study.Good)})
		one, _ := s.Card(t.Context(), cardID("one", 0))
		two, _ := s.Card(t.Context(), cardID("two", 0))
		if one.Schedule.Stability != two.Schedule.Stability || one.Schedule.Reps != two.Schedule.Reps || two.Schedule.Reps != 2 {
			t.Errorf("studied here: %+v, imported: %+v", one.Schedule, two.Schedule)
		}
	},
}

package storetest

import (
	"fmt"
	"slices"
	"testing"

	"carrel/internal/store"
	"carrel/internal/study"
)

// dueRow returns a review that makes a card due: it was learnt ten days ago for as many
// days.
func dueRow(name string, ord int) study.Entry {
	const days = 10
	today := 20781 // 24 November 2026
	st := study.Schedule{Phase: study.InReview, Stability: float64(days), Difficulty: 5, Day: today, Interval: days, Last: noon - study.Time(days)*day, Reps: 2}
	return study.Entry{Review: &study.Review{ID: study.DeriveID("review", "due", name, fmt.Sprint(ord)), Card: cardID(name, ord), At: st.Last, Kind: study.Set, State: &st}}
}

func cardEntry(name string, ord int, deck study.Deck, position int) study.Entry {
	return study.Entry{Card: &study.Card{ID: cardID(name, ord), Note: noteID(name), Deck: deck.ID, Ord: ord, Position: position}}
}

func names(cards []study.Card) []study.ID {
	var ids []study.ID
	for _, k := range cards {
		ids = append(ids, k.ID)
	}
	return ids
}

// firstIDs returns the IDs of the first cards of n items.
func firstIDs(n int) []study.ID {
	var ids []study.ID
	for i := range n {
		ids = append(ids, cardID(fmt.Sprintf("item%03d", i), 0))
	}
	return ids
}

var queueTests = map[string]func(t *testing.T, s *store.Store){
	"new cards come in order, so many a day": func(t *testing.T, s *store.Store) {
		mustImport(t, s, append([]study.Entry{deckEntry(deckA)}, items(30)...)...)
		if got := mustQueue(t, s, store.QueueOptions{Limit: 100}); !slices.Equal(names(got), firstIDs(20)) {
			t.Errorf("got %d cards", len(got))
		}
		for _, id := range firstIDs(5) {
			mustReview(t, s, id, noon, study.Easy)
		}
		if n := mustDue(t, s, noon); n.New != 15 {
			t.Errorf("after five, due is %+v", n)
		}
		if got := mustQueue(t, s, store.QueueOptions{Limit: 100, ExtraNew: 2}); len(got) != 17 {
			t.Errorf("with two more, got %d", len(got))
		}
		if got := mustQueue(t, s, store.QueueOptions{Now: noon + day, Limit: 100}); len(got) < 20 {
			t.Errorf("tomorrow got %d", len(got))
		}
		put(t, s, "new_per_day", "0")
		if n := mustDue(t, s, noon); n.New != 0 || len(mustQueue(t, s, store.QueueOptions{})) != 0 {
			t.Errorf("with none a day, due is %+v", n)
		}
		put(t, s, "new_per_day", "-1")
		if n := mustDue(t, s, noon); n.New != 25 {
			t.Errorf("without a limit, due is %+v", n)
		}
	},
	"an undone introduction leaves room for another": func(t *testing.T, s *store.Store) {
		mustImport(t, s, append([]study.Entry{deckEntry(deckA)}, items(30)...)...)
		put(t, s, "new_per_day", "1")
		r := *graded("r", firstIDs(1)[0], noon, study.Good)
		if _, err := AppendReview(t.Context(), s, r, nil); err != nil {
			t.Fatal(err)
		}
		if n := mustDue(t, s, noon); n.New != 0 {
			t.Errorf("due %+v", n)
		}
		if _, err := Undo(t.Context(), s, r.Card, r.ID, noon+1, "", nil); err != nil {
			t.Fatal(err)
		}
		if n := mustDue(t, s, noon); n.New != 1 || n.Learning != 0 {
			t.Errorf("after undo, due %+v", n)
		}
	},
	"learning cards come first when their time has come, and early when nothing else is left": func(t *testing.T, s *store.Store) {
		mustImport(t, s, append([]study.Entry{deckEntry(deckA)}, items(3)...)...)
		ids := firstIDs(3)
		mustReview(t, s, ids[0], noon, study.Again) // due in a minute
		if got := names(mustQueue(t, s, store.QueueOptions{Now: noon + 30_000})); !slices.Equal(got, []study.ID{ids[1], ids[2], ids[0]}) {
			t.Errorf("before its time: %v", got)
		}
		if got := names(mustQueue(t, s, store.QueueOptions{Now: noon + minute})); !slices.Equal(got, ids) {
			t.Errorf("at its time: %v", got)
		}
		if got := mustQueue(t, s, store.QueueOptions{Now: noon + 30_000, LearnAhead: -1}); len(got) != 2 {
			t.Errorf("not ahead: %d", len(got))
		}
		if n := mustDue(t, s, noon+30_000); n.Learning != 0 || n.Next != noon+minute {
			t.Errorf("due %+v", n)
		}
		if n := mustDue(t, s, noon+minute); n.Learning != 1 {
			t.Errorf("due %+v", n)
		}
	},
	"new and due cards are mixed evenly over the day": func(t *testing.T, s *store.Store) {
		entries := []study.Entry{deckEntry(deckA)}
		for i := range 40 {
			entries = append(entries, item(fmt.Sprintf("due%02d", i)))
		}
		entries = append(entries, items(10)...)
		for i := range 40 {
			entries = append(entries, cardEntry(fmt.Sprintf("due%02d", i), 0, deckA, 0), dueRow(fmt.Sprintf("due%02d", i), 0))
		}
		mustImport(t, s, entries...)
		// The app asks for one card at a time, and so does this test.
		fresh, order := 0, ""
		for i := range 50 {
			k := mustQueue(t, s, store.QueueOptions{Limit: 1, Now: noon + study.Time(i)})
			if len(k) != 1 {
				t.Fatalf("after %d cards the queue is empty", i)
			}
			if k[0].Schedule.Phase == study.New {
				fresh++
				order += "n"
			} else {
				order += "."
			}
			mustReview(t, s, k[0].ID, noon+study.Time(i), study.Easy)
			if share := fresh * 5; share < i-8 || share > i+8 {
				t.Fatalf("after %d cards %d were new: %s", i+1, fresh, order)
			}
		}
		if len(mustQueue(t, s, store.QueueOptions{})) != 0 {
			t.Error("something is left")
		}
		t.Log(order)
	},
	"a whole queue agrees with asking one by one": func(t *testing.T, s *store.Store) {
		entries := []study.Entry{deckEntry(deckA)}
		for i := range 12 {
			name := fmt.Sprintf("due%02d", i)
			entries = append(entries, item(name), cardEntry(name, 0, deckA, 0), dueRow(name, 0))
		}
		mustImport(t, s, append(entries, items(6)...)...)
		all := names(mustQueue(t, s, store.QueueOptions{Limit: 50}))
		for i, id := range all {
			k := mustQueue(t, s, store.QueueOptions{Limit: 1, Now: noon + study.Time(i)})
			if len(k) != 1 || k[0].ID != id {
				t.Fatalf("card %d of the queue is another when asked for alone", i)
			}
			mustReview(t, s, id, noon+study.Time(i), study.Easy)
		}
	},
	"cards of one note come on different days": func(t *testing.T, s *store.Store) {
		mustImport(t, s, deckEntry(deckA), typeEntry(basic), study.Entry{Note: fields("n", 1, "f", "b")}, study.Entry{Note: fields("m", 1, "f", "b")},
			cardEntry("n", 0, deckA, 1), cardEntry("n", 1, deckA, 2), cardEntry("m", 0, deckA, 3), cardEntry("m", 1, deckA, 4),
			dueRow("m", 0), dueRow("m", 1))
		if got := mustQueue(t, s, store.QueueOptions{}); len(got) != 2 || got[0].Note == got[1].Note {
			t.Errorf("got %+v", got)
		}
		if n := mustDue(t, s, noon); n.New != 1 || n.Review != 1 {
			t.Errorf("due %+v", n)
		}
		mustReview(t, s, cardID("n", 0), noon, study.Easy)
		if got := mustQueue(t, s, store.QueueOptions{}); len(got) != 1 || got[0].Note != noteID("m") {
			t.Errorf("after one of n: %+v", got)
		}
		if got := mustQueue(t, s, store.QueueOptions{Now: noon + day}); len(got) != 2 {
			t.Errorf("tomorrow: %+v", got)
		}
		if got := mustQueue(t, s, store.QueueOptions{Exclude: []study.ID{cardID("m", 0)}}); len(got) != 0 {
			t.Errorf("with a card of m in hand: %+v", got)
		}
		put(t, s, "bury_siblings", "false")
		if got := mustQueue(t, s, store.QueueOptions{}); len(got) != 3 {
			t.Errorf("with siblings allowed: %+v", got)
		}
		if n := mustDue(t, s, noon); n.New != 1 || n.Review != 2 {
			t.Errorf("with siblings allowed, due %+v", n)
		}
	},
	"a deck brings those below it and no others": func(t *testing.T, s *store.Store) {
		mustImport(t, s, deckEntry(deckA), item("a"), deckEntry(deckAB), item("ab"), deckEntry(deckZ), item("z"),
			deckEntry(study.Deck{ID: study.DeriveID("deck", "AA"), Name: "AA"}), item("aa"))
		if got := names(mustQueue(t, s, store.QueueOptions{Decks: []study.ID{deckA.ID}})); !slices.Equal(got, []study.ID{cardID("a", 0), cardID("ab", 0)}) {
			t.Errorf("got %v", got)
		}
		if n := mustDue(t, s, noon, deckA.ID); n.New != 2 {
			t.Errorf("due %+v", n)
		}
		mustReview(t, s, cardID("ab", 0), noon, study.Again)
		if n := mustDue(t, s, noon+minute, deckA.ID); n.New != 1 || n.Learning != 1 {
			t.Errorf("due %+v", n)
		}
		if n := mustDue(t, s, noon+minute, deckZ.ID, deckAB.ID); n.New != 1 || n.Learning != 1 {
			t.Errorf("two decks: %+v", n)
		}
		_, err := s.Queue(t.Context(), store.QueueOptions{Now: noon, Decks: []study.ID{study.DeriveID("deck", "none")}})
		wantKind(t, err, study.NotFound)
	},
	"the list of decks is a tree with sums": func(t *testing.T, s *store.Store) {
		mustImport(t, s, deckEntry(deckZ), item("z"), deckEntry(deckAB), item("ab"), item("ab2"),
			deckEntry(study.Deck{ID: study.DeriveID("deck", "A B"), Name: "A B"}), deckEntry(deckA), item("a"))
		mustReview(t, s, cardID("ab", 0), noon, study.Good)
		decks, err := s.Decks(t.Context(), noon)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, d := range decks {
			got += fmt.Sprintf("%s %d %d/%d new %d;", d.Name, d.Depth, d.TotalNew, d.Cards, d.Due.New)
		}
		if want := "A 0 2/3 new 2;A::B 1 1/2 new 1;A B 0 0/0 new 0;Z 0 1/1 new 1;"; got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	},
	"cards can be searched": func(t *testing.T, s *store.Store) {
		mustImport(t, s, deckEntry(deckA), item("100%"), item("1000"), deckEntry(deckZ), item("Zebra"))
		for text, want := range map[string]int{"100%": 1, "100": 2, "zebra": 1, "_": 0, "what is": 3} {
			cards, total, err := s.Cards(t.Context(), store.CardFilter{Text: text, Limit: 1})
			if err != nil || total != want || len(cards) != min(1, want) {
				t.Errorf("%q: %d of %d, want %d, %v", text, len(cards), total, want, err)
			}
		}
		mustReview(t, s, cardID("1000", 0), noon, study.Good)
		no := false
		cards, total, err := s.Cards(t.Context(), store.CardFilter{Decks: []study.ID{deckA.ID}, Phases: []study.Phase{study.New}, Suspended: &no})
		if err != nil || total != 1 || cards[0].ID != cardID("100%", 0) {
			t.Errorf("got %+v, %v", cards, err)
		}
		if cards, total, _ := s.Cards(t.Context(), store.CardFilter{Offset: 2, Limit: 5}); total != 3 || len(cards) != 1 {
			t.Errorf("the last page has %d of %d", len(cards), total)
		}
		asked, err := s.FullCard(t.Context(), cardID("Zebra", 0))
		if err != nil || asked.Deck.Name != "Z" || asked.Note.Item.Answer != "Zebra" || asked.Type != nil {
			t.Errorf("asked %+v, %v", asked, err)
		}
	},
}

func put(t testing.TB, s *store.Store, key, value string) {
	t.Helper()
	if err := s.PutSettings(t.Context(), map[string]jsonText{key: jsonText(value)}, nil); err != nil {
		t.Fatal(err)
	}
}

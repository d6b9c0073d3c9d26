package storetest

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"testing"
	"time"

	"carrel/internal/store"
	"carrel/internal/store/importing"
	"carrel/internal/study"
)

// noon is when all tests start: 24 November 2026, 12:00 in Paris.
var noon = study.At(time.Date(2026, 11, 24, 11, 0, 0, 0, time.UTC))

const (
	minute = study.Time(60 * 1000)
	hour   = 60 * minute
	day    = 24 * hour
)

var (
	deckA  = study.Deck{ID: study.DeriveID("deck", "A"), Name: "A"}
	deckAB = study.Deck{ID: study.DeriveID("deck", "A::B"), Name: "A::B"}
	deckZ  = study.Deck{ID: study.DeriveID("deck", "Z"), Name: "Z"}

	basic = study.NoteType{
		ID: study.DeriveID("notetype", "basic"), Name: "Basic", Kind: study.Standard, Modified: 1,
		Fields:    []study.Field{{Name: "Front"}, {Name: "Back"}},
		Templates: []study.Template{{Name: "1", Front: "{{Front}}", Back: "{{Back}}"}, {Name: "2", Front: "{{#Back}}{{Back}}{{/Back}}", Back: "{{Front}}"}},
	}
	clozeType = study.NoteType{
		ID: study.DeriveID("notetype", "cloze"), Name: "Cloze", Kind: study.ClozeType, Modified: 1,
		Fields: []study.Field{{Name: "Text"}}, Templates: []study.Template{{Name: "Cloze", Front: "{{cloze:Text}}", Back: "{{cloze:Text}}"}},
	}
)

// stream returns a stream of the entries in order.
func stream(entries ...study.Entry) study.Entries {
	return func(yield func(study.Entry, error) bool) {
		for _, e := range entries {
			if !yield(e, nil) {
				return
			}
		}
	}
}

// failing returns a stream of the entries that ends with an error.
func failing(err error, entries ...study.Entry) study.Entries {
	return func(yield func(study.Entry, error) bool) {
		for _, e := range entries {
			if !yield(e, nil) {
				return
			}
		}
		yield(study.Entry{}, err)
	}
}

func deckEntry(d study.Deck) study.Entry     { return study.Entry{Deck: &d} }
func typeEntry(t study.NoteType) study.Entry { return study.Entry{NoteType: &t} }

func noteID(name string) study.ID { return study.DeriveID("note", name) }

func cardID(name string, ord int) study.ID {
	return study.DeriveID("card", noteID(name).String(), fmt.Sprint(ord))
}

// item returns a note with a single question.
func item(name string) study.Entry {
	return study.Entry{Note: &study.Note{ID: noteID(name), GUID: name, Modified: 5,
		Item: &study.Item{Kind: study.Short, Stem: "What is " + name + "?", Answer: name}}}
}

func items(n int) []study.Entry {
	var list []study.Entry
	for i := range n {
		list = append(list, item(fmt.Sprintf("item%03d", i)))
	}
	return list
}

// fields returns a note of the type basic, or of another type.
func fields(name string, modified study.Time, values ...string) *study.Note {
	return &study.Note{ID: noteID(name), GUID: name, Type: basic.ID, Fields: values, Modified: modified}
}

func media(name, content string) study.Entry {
	return study.Entry{Media: &study.Media{Name: name, Open: func() (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader([]byte(content))), nil
	}}}
}

func graded(name string, card study.ID, at study.Time, g study.Grade) *study.Review {
	return &study.Review{ID: study.DeriveID("review", name), Card: card, At: at, Kind: study.Graded, Grade: g, TookMS: 3000, How: "key"}
}

// TakeAll is a policy that takes every setting, as for the learner's own backup.
func TakeAll(study.Setting) importing.SettingDecision { return importing.SettingDecision{Take: true} }

func mustImport(t testing.TB, s *store.Store, entries ...study.Entry) study.ImportResult {
	t.Helper()
	res, err := s.Import(t.Context(), stream(entries...), TakeAll, nil)
	if err != nil {
		t.Fatalf("import: %v", err)
	}
	return res
}

func mustReview(t testing.TB, s *store.Store, card study.ID, at study.Time, g study.Grade) study.Card {
	t.Helper()
	k, err := AppendReview(t.Context(), s, study.Review{Card: card, At: at, Kind: study.Graded, Grade: g, TookMS: 6000, How: "key"}, nil)
	if err != nil {
		t.Fatalf("review: %v", err)
	}
	return k
}

func exported(t testing.TB, s *store.Store, choice store.ExportOptions) []study.Entry {
	t.Helper()
	var list []study.Entry
	for e, err := range s.Export(t.Context(), choice) {
		if err != nil {
			t.Fatalf("export: %v", err)
		}
		list = append(list, e)
	}
	return list
}

func mustQueue(t testing.TB, s *store.Store, ask store.QueueOptions) []study.Card {
	t.Helper()
	if ask.Now == 0 {
		ask.Now = noon
	}
	cards, err := s.Queue(t.Context(), ask)
	if err != nil {
		t.Fatalf("queue: %v", err)
	}
	return cards
}

func mustDue(t testing.TB, s *store.Store, now study.Time, decks ...study.ID) store.Counts {
	t.Helper()
	n, err := s.DueCounts(t.Context(), now, decks...)
	if err != nil {
		t.Fatalf("due: %v", err)
	}
	return n
}

func content(t testing.TB, s *store.Store, name string) string {
	t.Helper()
	f, _, err := s.OpenMedia(context.Background(), name)
	if err != nil {
		t.Fatalf("media %q: %v", name, err)
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func wantKind(t testing.TB, err error, kind study.ErrorKind) {
	t.Helper()
	if study.KindOf(err) != kind {
		t.Errorf("got %v (kind %q), want kind %q", err, study.KindOf(err), kind)
	}
}

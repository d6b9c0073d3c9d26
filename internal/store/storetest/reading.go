package storetest

import (
	"testing"

	"carrel/internal/store"
	"carrel/internal/study"
)

var (
	bookID = study.DeriveID("reading", "book")
	filmID = study.DeriveID("reading", "film")
)

func twoReadings() []study.Entry {
	return append(everything(),
		study.Entry{Reading: &study.Reading{ID: filmID, Title: "Film", Sections: []study.Section{{Title: "One", Media: "film.mp3", EndMS: 1000}}}},
		media("film.mp3", "MP3"))
}

var readingTests = map[string]func(t *testing.T, s *store.Store){
	"a reading is found, or not found": func(t *testing.T, s *store.Store) {
		fillWith(t, s, twoReadings())
		if r, err := s.Reading(t.Context(), filmID); err != nil || r.Title != "Film" || len(r.Sections) != 1 {
			t.Errorf("got %+v, %v", r, err)
		}
		if ids, err := s.ReadingIDs(t.Context()); err != nil || len(ids) != 2 || ids[1] != filmID {
			t.Errorf("listed %v, %v", ids, err)
		}
		_, err := s.Reading(t.Context(), study.DeriveID("reading", "none"))
		wantKind(t, err, study.NotFound)
		wantKind(t, s.EraseReading(t.Context(), study.DeriveID("reading", "none")), study.NotFound)
	},
	"bookmarks come back, in a backup as well": func(t *testing.T, s *store.Store) {
		fillWith(t, s, twoReadings())
		want := store.Bookmark{Place: study.Place{Section: 2, Passage: 17, OffsetMS: 300, Asking: true}, At: noon, Deck: deckZ.ID}
		if err := s.ChangeBookmark(t.Context(), bookID, func(m *store.Bookmark) { *m = want }); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Bookmark(t.Context(), bookID); err != nil || got != want {
			t.Errorf("got %+v, %v", got, err)
		}
		if got, err := s.Bookmark(t.Context(), filmID); err != nil || got != (store.Bookmark{}) {
			t.Errorf("another reading's is %+v, %v", got, err)
		}
		if err := s.ChangeBookmark(t.Context(), study.DeriveID("reading", "none"), func(m *store.Bookmark) { *m = want }); err != nil {
			t.Error(err)
		}
		if marks, err := s.Bookmarks(t.Context()); err != nil || len(marks) != 1 || marks[bookID] != want {
			t.Errorf("all are %+v, %v", marks, err)
		}
		backup := backedUp(t, s)
		if err := s.EraseAll(t.Context()); err != nil {
			t.Fatal(err)
		}
		if marks, err := s.Bookmarks(t.Context()); err != nil || len(marks) != 0 {
			t.Errorf("after erasing everything there are %+v, %v", marks, err)
		}
		mustImport(t, s, backup...)
		if got, err := s.Bookmark(t.Context(), bookID); err != nil || got != want {
			t.Errorf("the backup brought %+v, %v", got, err)
		}
	},
	"a bookmark that makes no sense is none": func(t *testing.T, s *store.Store) {
		fillWith(t, s, twoReadings())
		for _, bad := range []string{`{"place":{"section":-1}}`, `7`, `{"place":{"passage":-3}}`, `{"place":"x"}`} {
			put(t, s, "reading."+bookID.String(), bad)
			if got, err := s.Bookmark(t.Context(), bookID); err != nil || got != (store.Bookmark{}) {
				t.Errorf("%s is %+v, %v", bad, got, err)
			}
		}
		put(t, s, "reading.nonsense", `{"place":{"section":1}}`)
		if marks, err := s.Bookmarks(t.Context()); err != nil || len(marks) != 0 {
			t.Errorf("all are %+v, %v", marks, err)
		}
	},
	"an erased reading takes its bookmark, its recording and the session along": func(t *testing.T, s *store.Store) {
		fillWith(t, s, twoReadings())
		for _, id := range []study.ID{bookID, filmID} {
			if err := s.ChangeBookmark(t.Context(), id, func(m *store.Bookmark) { *m = store.Bookmark{Place: study.Place{Section: 1}} }); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.PutSession(t.Context(), jsonText(`{"reading":"`+filmID.String()+`"}`)); err != nil {
			t.Fatal(err)
		}
		if err := s.EraseReading(t.Context(), filmID); err != nil {
			t.Fatal(err)
		}
		if marks, err := s.Bookmarks(t.Context()); err != nil || len(marks) != 1 {
			t.Errorf("bookmarks %+v, %v", marks, err)
		}
		_, err := s.Media(t.Context(), "film.mp3")
		wantKind(t, err, study.NotFound)
		if _, err := s.Media(t.Context(), "a.txt"); err != nil {
			t.Error(err)
		}
		if state, err := s.Session(t.Context()); err != nil || state != nil {
			t.Errorf("the session is %s, %v", state, err)
		}
		if _, err := s.Reading(t.Context(), bookID); err != nil {
			t.Error(err)
		}
	},
	"a deck takes its readings' bookmarks along": func(t *testing.T, s *store.Store) {
		fillWith(t, s, twoReadings())
		if err := s.ChangeBookmark(t.Context(), bookID, func(m *store.Bookmark) { *m = store.Bookmark{Place: study.Place{Section: 1}} }); err != nil {
			t.Fatal(err)
		}
		if err := s.EraseDeck(t.Context(), deckA.ID); err != nil {
			t.Fatal(err)
		}
		if marks, err := s.Bookmarks(t.Context()); err != nil || len(marks) != 0 {
			t.Errorf("bookmarks %+v, %v", marks, err)
		}
	},
}

func backedUp(t *testing.T, s *store.Store) []study.Entry {
	t.Helper()
	var out []study.Entry
	for e, err := range s.Export(t.Context(), store.ExportOptions{}) {
		if err != nil {
			t.Fatal(err)
		}
		if e.Media == nil { // its bytes are erased with the collection
			out = append(out, e)
		}
	}
	return out
}

package store

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"carrel/internal/store/db"
	"carrel/internal/study"
)

// fieldType is a note type with two fields.
func fieldType() study.NoteType {
	return study.NoteType{
		ID: study.DeriveID("notetype", "two"), Name: "Two", Kind: study.Standard, Modified: 1,
		Fields:    []study.Field{{Name: "Front"}, {Name: "Back"}},
		Templates: []study.Template{{Name: "1", Front: "{{Front}}", Back: "{{Back}}"}},
	}
}

func fieldNote() study.Note {
	return study.Note{ID: study.DeriveID("note", "fields"), GUID: "fields", Type: fieldType().ID, Fields: []string{"Q", "A"}, Modified: 5}
}

// varied fills a collection with a row of every kind.
func varied(t testing.TB, s *Store) study.Entries {
	t.Helper()
	kind, note := fieldType(), fieldNote()
	read := study.Reading{ID: study.DeriveID("reading", "book"), Title: "Book", Lang: "en", Sections: []study.Section{{Title: "One", HTML: "<p>Text.</p>"}}}
	state := study.Schedule{Phase: study.InReview, Stability: 10, Difficulty: 5, Due: start + 1e9, Day: 20800, Interval: 10, Last: start, Reps: 3}
	set := study.Review{ID: study.DeriveID("review", "set"), Card: itemCard(1), At: start - 5000, Kind: study.Set, State: &state}
	entries := func(yield func(study.Entry, error) bool) {
		for e, err := range itemEntries(4, func(i int) string { return fmt.Sprint("answer ", i) }) {
			if !yield(e, err) {
				return
			}
		}
		for i := range 4 {
			if !yield(study.Entry{Card: &study.Card{ID: itemCard(i), Note: itemNote(i), Deck: itemDeck()[0]}}, nil) {
				return
			}
		}
		k := study.Card{ID: study.DeriveID("card", note.ID.String(), "0"), Note: note.ID, Deck: itemDeck()[0]}
		for _, e := range []study.Entry{{NoteType: &kind}, {Note: &note}, {Card: &k}, {Review: &set}, {Reading: &read}} {
			if !yield(e, nil) {
				return
			}
		}
	}
	if _, err := s.Import(t.Context(), entries, nil, nil); err != nil {
		t.Fatal(err)
	}
	if err := s.PutSettings(t.Context(), map[string]json.RawMessage{"lang": json.RawMessage(`"fr"`)}, nil); err != nil {
		t.Fatal(err)
	}
	review(t, s, 0, 1)
	return entries
}

// spoil runs SQL that the program never runs.
func spoil(t testing.TB, s *Store, sql string) {
	t.Helper()
	if err := s.write(t.Context(), func(c *db.Conn) error {
		return c.Exec("DROP TRIGGER reviews_keep_update; PRAGMA defer_foreign_keys = ON; " + sql)
	}); err != nil {
		t.Fatal(err)
	}
}

// TestOneDamagedRowDoesNotStopTheRest damages a row of every table in turn. The doctor
// names it, the other rows can be exported and studied, the export says what is missing,
// and importing again mends it.
func TestOneDamagedRowDoesNotStopTheRest(t *testing.T) {
	for _, tt := range []struct {
		name, sql, finding string
		lost               int
		mended             bool // by importing the same entries again
	}{
		{"note", "UPDATE notes SET item = '{\"kind\":' WHERE n = 2", "the note " + itemNote(1).String(), 1, true},
		{"note's origin", "UPDATE notes SET origin = '{' WHERE n = 2", "of its origin", 1, false},
		{"note of nothing", "UPDATE notes SET item = NULL WHERE n = 2", "neither a question nor a note type", 1, false},
		{"note type", "UPDATE note_types SET templates = 'x'", `the note type "Two"`, 1, true},
		{"review", "UPDATE reviews SET state = '{' WHERE kind = 2", "the review " + study.DeriveID("review", "set").String(), 1, true},
		{"review of no kind", "UPDATE reviews SET kind = 77 WHERE kind = 0", "of no kind", 1, false},
		{"reading", "UPDATE readings SET sections = '['", `"Book"`, 1, true},
		{"setting", "UPDATE settings SET value = 'fr' WHERE key = 'lang'", `the setting "lang"`, 1, false},
		{"session", "INSERT INTO session VALUES (1, '{')", "the session", 0, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := openHere(t, Options{Home: t.TempDir()})
			entries := varied(t, s)
			spoil(t, s, tt.sql)

			findings, err := s.Doctor(t.Context(), false, nil)
			if err != nil || !strings.Contains(fmt.Sprint(findings), tt.finding) {
				t.Errorf("the doctor finds %+v, %v", findings, err)
			}
			for _, f := range findings {
				if f.Todo == "" {
					t.Errorf("nothing to do about %q", f.What)
				}
			}

			lost, notes, reviews, cards := 0, 0, 0, 0
			for e, err := range s.Export(t.Context(), ExportOptions{}) {
				switch {
				case err != nil:
					t.Fatalf("the export stops: %v", err)
				case e.Skip != nil && e.Skip.Lost:
					lost++
				case e.Note != nil:
					notes++
				case e.Card != nil:
					cards++
				case e.Review != nil:
					reviews++
				}
			}
			if lost != tt.lost || notes != 5 || cards != 5 || reviews < 1 {
				t.Errorf("exported %d notes, %d cards, %d reviews, %d lost", notes, cards, reviews, lost)
			}

			for i := range 4 {
				if a, err := s.FullCard(t.Context(), itemCard(i)); err != nil || (a.Damage != "") != (tt.name == "note" && i == 1) {
					t.Errorf("card %d: %q, %v", i, a.Damage, err)
				}
				review(t, s, i, 100)
			}
			if _, err := s.Doctor(t.Context(), true, nil); err != nil {
				t.Errorf("schedules: %v", err)
			}
			if _, err := s.ReadingIDs(t.Context()); err != nil {
				t.Errorf("readings: %v", err)
			}

			if _, err := s.Import(t.Context(), entries, nil, nil); err != nil {
				t.Fatalf("importing again: %v", err)
			}
			if findings, err := s.Doctor(t.Context(), true, nil); err != nil || tt.mended && len(findings) > 0 {
				t.Errorf("after importing again the doctor finds %+v, %v", findings, err)
			}
			if err := s.EraseNote(t.Context(), itemNote(1)); err != nil {
				t.Errorf("erasing the note: %v", err)
			}
		})
	}
}

// TestExportCountsRowsAgainstTheTables removes rows that others refer to, and rows that
// only an index still has. The export must report that it is incomplete.
func TestExportCountsRowsAgainstTheTables(t *testing.T) {
	for name, sql := range map[string]string{
		"a card without a deck":   "UPDATE cards SET deck = 77 WHERE n = 1",
		"a card without a note":   "UPDATE cards SET note = 77 WHERE n = 1",
		"a review without a card": "UPDATE reviews SET card = 77 WHERE kind = 0",
	} {
		t.Run(name, func(t *testing.T) {
			s := openHere(t, Options{Home: t.TempDir()})
			varied(t, s)
			c, err := s.take(t.Context(), s.writing)
			if err != nil {
				t.Fatal(err)
			}
			err = c.Exec("PRAGMA foreign_keys = OFF; DROP TRIGGER reviews_keep_update; " + sql)
			s.writing <- c
			if err != nil {
				t.Fatal(err)
			}
			lost := 0
			for e, err := range s.Export(t.Context(), ExportOptions{}) {
				if err != nil {
					t.Fatal(err)
				}
				if e.Skip != nil && e.Skip.Lost {
					lost++
				}
			}
			if lost == 0 {
				t.Error("the export does not tell that a row is missing")
			}
			if findings, err := s.Doctor(t.Context(), false, nil); err != nil || len(findings) == 0 {
				t.Errorf("the doctor finds nothing: %v", err)
			}
		})
	}
}

// TestStandInsGiveWay imports an export of a damaged collection elsewhere and then the
// original. The original replaces the stand-ins for the damaged rows.
func TestStandInsGiveWay(t *testing.T) {
	s := openHere(t, Options{Home: t.TempDir()})
	entries := varied(t, s)
	spoil(t, s, "UPDATE notes SET item = '{' WHERE n = 2; UPDATE note_types SET fields = '{'")
	other := openHere(t, Options{})
	if _, err := other.Import(t.Context(), s.Export(t.Context(), ExportOptions{}), nil, nil); err != nil {
		t.Fatal(err)
	}
	if rows, err := other.Reviews(t.Context(), itemCard(1)); err != nil || len(rows) != 1 {
		t.Errorf("the reviews of the damaged note: %v, %v", rows, err)
	}
	if n, _ := exported(t, other, fieldNote().ID, study.ID{}); n == nil || len(n.Fields) != 2 || n.Fields[0] != "Q" {
		t.Errorf("the note of the damaged type: %+v", n)
	}
	if _, err := other.Import(t.Context(), entries, nil, nil); err != nil {
		t.Fatal(err)
	}
	n, k := exported(t, other, itemNote(1), fieldType().ID)
	if n == nil || n.Item == nil || n.Item.Answer != "answer 1" {
		t.Errorf("the note is %+v", n)
	}
	if k == nil || len(k.Fields) != 2 || k.Fields[0].Name != "Front" {
		t.Errorf("the note type is %+v", k)
	}
}

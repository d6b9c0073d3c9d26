package salvage

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"carrel/internal/store"
	"carrel/internal/store/home"
	"carrel/internal/store/storetest"
	"carrel/internal/study"
)

// sample returns a collection with several pages per table, long rows and reviews, and its
// files. The data is all in the database or, with logged, largely in the log.
func sample(t testing.TB, logged bool) (Image, []byte, []byte, []string) {
	t.Helper()
	home := t.TempDir()
	s, err := store.Open(t.Context(), store.Options{Home: home, Zone: "Europe/Paris"})
	if err != nil {
		t.Fatal(err)
	}
	deck := study.Deck{ID: study.DeriveID("deck", "d"), Name: "Deck", Retention: 0.85}
	kind := study.NoteType{ID: study.DeriveID("type", "t"), Name: "Two", Kind: study.Standard, Modified: 1,
		Fields:    []study.Field{{Name: "Front"}, {Name: "Back"}},
		Templates: []study.Template{{Name: "1", Front: "{{Front}}", Back: "{{Back}}"}}}
	at := study.At(time.Date(2026, 11, 24, 11, 0, 0, 0, time.UTC))
	entries := func(yield func(study.Entry, error) bool) {
		ok := yield(study.Entry{Deck: &deck}, nil) && yield(study.Entry{NoteType: &kind}, nil)
		for i := 0; ok && i < 150; i++ {
			n := study.Note{ID: study.DeriveID("note", fmt.Sprint(i)), GUID: fmt.Sprint("g", i), Modified: at, Tags: []string{"tag"}}
			if i%2 == 0 {
				n.Item = &study.Item{Kind: study.Short, Stem: fmt.Sprint("What is ", i, "?"), Answer: strings.Repeat("é", 1+i%7*900)}
			} else {
				n.Type, n.Fields = kind.ID, []string{fmt.Sprint("front ", i), "back\x1f" + strings.Repeat("x", i)}
			}
			k := study.Card{ID: study.DeriveID("card", fmt.Sprint(i)), Note: n.ID, Deck: deck.ID, Position: i, Origin: json.RawMessage(`{"a":1}`)}
			ok = yield(study.Entry{Note: &n}, nil) && yield(study.Entry{Card: &k}, nil)
		}
		for i := 0; ok && i < 600; i++ {
			r := study.Review{ID: study.DeriveID("review", fmt.Sprint(i)), Card: study.DeriveID("card", fmt.Sprint(i%150)),
				At: at + study.Time(i)*60000, Kind: study.Graded, Grade: study.Good, TookMS: 3000 + i, How: "key"}
			ok = yield(study.Entry{Review: &r}, nil)
		}
		for i := 0; ok && i < 3; i++ {
			ok = yield(study.Entry{Reading: &study.Reading{ID: study.DeriveID("reading", fmt.Sprint(i)), Title: fmt.Sprint("Book ", i), Lang: "en",
				Sections: []study.Section{{Title: "One", HTML: strings.Repeat("<p>Text.</p>", 2000)}}}}, nil)
		}
	}
	if _, err := s.Import(t.Context(), entries, nil, nil); err != nil {
		t.Fatal(err)
	}
	if err := s.PutSettings(t.Context(), map[string]json.RawMessage{"lang": json.RawMessage(`"fr"`), "rate": json.RawMessage("1.5")}, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := storetest.AppendReview(t.Context(), s, study.Review{Card: study.DeriveID("card", "1"), At: at + 1e9, Kind: study.Graded, Grade: study.Hard}, nil); err != nil {
		t.Fatal(err)
	}
	if err := s.PutEnrolment(t.Context(), json.RawMessage(`{"said":"kept in no backup"}`)); err != nil {
		t.Fatal(err)
	}
	want := lines(t, s.Export(t.Context(), store.ExportOptions{}))
	var db, wal []byte
	if !logged {
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if db, err = os.ReadFile(filepath.Join(home, store.DatabaseName)); err != nil {
		t.Fatal(err)
	}
	if logged {
		if wal, err = os.ReadFile(filepath.Join(home, store.DatabaseName+"-wal")); err != nil || len(wal) == 0 {
			t.Fatalf("there is no log: %v", err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return imageOf(db, wal), db, wal, want
}

func imageOf(db, wal []byte) Image {
	i := Image{DB: bytes.NewReader(db), DBSize: int64(len(db))}
	if wal != nil {
		i.WAL, i.WALSize = bytes.NewReader(wal), int64(len(wal))
	}
	return i
}

// lines returns the entries of a stream as JSON, in order.
func lines(t testing.TB, entries study.Entries) []string {
	t.Helper()
	var out []string
	for e, err := range entries {
		if err != nil {
			t.Fatal(err)
		}
		b, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, string(b))
	}
	return out
}

// With no damage, every row is read as SQLite reads it, from the database and from its
// log.
func TestAWholeDatabaseComesOutAsExported(t *testing.T) {
	for _, logged := range []bool{false, true} {
		image, _, _, want := sample(t, logged)
		got := lines(t, Entries(t.Context(), image, home.NewMemoryFiles()))
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("in the log %v: %d entries, want %d", logged, len(got), len(want))
			for _, line := range got {
				if !slices.Contains(want, line) {
					t.Errorf("got %.300s", line)
					break
				}
			}
		}
	}
}

func TestDamage(t *testing.T) {
	_, db, _, want := sample(t, false)
	rows := func(list []string) (n int) {
		for _, l := range list {
			if !strings.HasPrefix(l, `{"skip"`) {
				n++
			}
		}
		return n
	}
	for _, tt := range []struct {
		name  string
		spoil func(b []byte) []byte
		least int // rows that must still be there
		whole bool
	}{
		{"the header is zeros", func(b []byte) []byte { clear(b[:100]); return b }, len(want), true},
		{"the page size is wrong", func(b []byte) []byte { binary.BigEndian.PutUint16(b[16:], 1024); return b }, 0, false},
		{"the page size is impossible", func(b []byte) []byte { binary.BigEndian.PutUint16(b[16:], 3); return b }, len(want), true},
		{"the first page is noise", func(b []byte) []byte {
			for i := range b[:4096] {
				b[i] = byte(i * 7)
			}
			return b
		}, len(want) - 2, false},
		{"half the file", func(b []byte) []byte { return b[:len(b)/2] }, 100, false},
		{"cut within a page", func(b []byte) []byte { return b[:len(b)-1000] }, len(want) / 2, false},
		{"empty", func(b []byte) []byte { return nil }, 0, false},
		{"zeros", func(b []byte) []byte { clear(b); return b }, 0, false},
		{"a page of zeros", func(b []byte) []byte { clear(b[20*4096 : 21*4096]); return b }, len(want) / 2, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := tt.spoil(bytes.Clone(db))
			got := lines(t, Entries(t.Context(), imageOf(b, nil), home.NewMemoryFiles()))
			if n := rows(got); n < tt.least {
				t.Errorf("%d rows of %d, want at least %d", n, len(want), tt.least)
			}
			if lost := len(got) - rows(got); !tt.whole && len(b) > 0 && lost == 0 && rows(got) < len(want) {
				t.Error("it does not say that something is lost")
			}
		})
	}
}

func FuzzEntries(f *testing.F) {
	_, db, wal, _ := sample(f, true)
	f.Add(db[:min(len(db), 4096*3)], wal[:min(len(wal), 32+2*(4096+24))])
	f.Add([]byte(magic), []byte{})
	f.Fuzz(func(t *testing.T, db, wal []byte) {
		for range Entries(t.Context(), imageOf(db, wal), home.NewMemoryFiles()) {
		}
	})
}

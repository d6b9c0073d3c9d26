package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"carrel/internal/store/db"
	"carrel/internal/study"
)

func noteCount(t *testing.T, home string) int {
	t.Helper()
	s := openHere(t, Options{Home: home})
	n := 0
	read(t, s, func(c *db.Conn) (err error) {
		n, err = c.Int("SELECT count(*) FROM notes")
		return err
	})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return n
}

// TestRebuildTakesThePlaceAtOnce stops a restore at each step, as a kill does, with a log
// of the old database beside it. Opening must then find either the complete old collection
// or the complete new one.
func TestRebuildTakesThePlaceAtOnce(t *testing.T) {
	// These are the states of the folder after a kill at each step, made by hand from a home
	// with 3 notes and one with 5.
	old := func(t *testing.T) string {
		home := t.TempDir()
		s := openHere(t, Options{Home: home})
		addItems(t, s, 3)
		// Keep the log as a kill does: copy the file while the home is open.
		wal, err := os.ReadFile(filepath.Join(home, DatabaseName+"-wal"))
		if err != nil || len(wal) == 0 {
			t.Fatalf("there is no log: %v", err)
		}
		db, err := os.ReadFile(filepath.Join(home, DatabaseName))
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		for name, b := range map[string][]byte{DatabaseName: db, DatabaseName + "-wal": wal} {
			if err := os.WriteFile(filepath.Join(home, name), b, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		return home
	}
	fresh := t.TempDir()
	s := openHere(t, Options{Home: fresh})
	addItems(t, s, 5)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	complete, err := os.ReadFile(filepath.Join(fresh, DatabaseName))
	if err != nil {
		t.Fatal(err)
	}
	put := func(t *testing.T, path string, b []byte) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, tt := range []struct {
		name string
		do   func(t *testing.T, home string)
		want int
	}{
		{"nothing done", func(*testing.T, string) {}, 3},
		{"half built", func(t *testing.T, home string) {
			put(t, filepath.Join(home, building+"1", DatabaseName), complete[:len(complete)/2])
		}, 3},
		{"built", func(t *testing.T, home string) { put(t, filepath.Join(home, building+"1", DatabaseName), complete) }, 3},
		{"decided", func(t *testing.T, home string) { put(t, filepath.Join(home, restored), complete) }, 5},
		{"without the old log", func(t *testing.T, home string) {
			put(t, filepath.Join(home, restored), complete)
			os.Remove(filepath.Join(home, DatabaseName+"-wal"))
		}, 5},
		{"in its place", func(t *testing.T, home string) {
			put(t, filepath.Join(home, DatabaseName), complete)
			os.Remove(filepath.Join(home, DatabaseName+"-wal"))
		}, 5},
	} {
		t.Run(tt.name, func(t *testing.T) {
			home := old(t)
			tt.do(t, home)
			for range 2 {
				if got := noteCount(t, home); got != tt.want {
					t.Errorf("%d notes, want %d", got, tt.want)
				}
			}
			left, _ := filepath.Glob(filepath.Join(home, "*restore*"))
			if len(left) > 0 {
				t.Errorf("left: %v", left)
			}
		})
	}
}

// TestRebuildThatFailsChangesNothing fails while the new collection is filled, and when
// the disk is full.
func TestRebuildThatFailsChangesNothing(t *testing.T) {
	home := t.TempDir()
	s := openHere(t, Options{Home: home})
	addItems(t, s, 3)
	if err := Replace(t.Context(), Options{Home: home}, "", nil); study.KindOf(err) != study.Conflict {
		t.Errorf("while it is open: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	broken := errors.New("broken")
	fill := func(n int, err error) func(context.Context, *Store) error {
		return func(ctx context.Context, s *Store) error {
			if _, e := s.Import(ctx, itemEntries(n, func(int) string { return string(make([]byte, 500)) }), nil, nil); e != nil {
				return e
			}
			return err
		}
	}
	if err := Replace(t.Context(), Options{Home: home}, "", fill(5, broken)); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	if err := Replace(t.Context(), Options{Home: home, MaxPages: 60}, "", fill(2000, nil)); study.KindOf(err) != study.Unavailable {
		t.Errorf("on a full disk: %v", err)
	}
	stopped, cancel := context.WithCancel(t.Context())
	if err := Replace(stopped, Options{Home: home}, "", func(context.Context, *Store) error { cancel(); return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
	if got := noteCount(t, home); got != 3 {
		t.Errorf("%d notes", got)
	}
	aside := filepath.Join(home, "aside")
	if err := Replace(t.Context(), Options{Home: home}, aside, fill(7, nil)); err != nil {
		t.Fatal(err)
	}
	if got := noteCount(t, home); got != 7 {
		t.Errorf("%d notes after a restore", got)
	}
	if got := noteCount(t, aside); got != 3 {
		t.Errorf("%d notes set aside", got)
	}
}

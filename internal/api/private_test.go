//go:build linux || darwin || freebsd || openbsd || netbsd || dragonfly

package api

import (
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"carrel/internal/library"
	"carrel/internal/library/librarytest"
	"carrel/internal/session"
	"carrel/internal/study"
)

// TestEverythingInTheHomeIsPrivate creates every kind of file in a home, with
// umask 0 and in a folder that everybody may use. Other users can read none of
// them, during use or afterwards. Then the test opens the permissions, and the
// next start must close them again.
func TestEverythingInTheHomeIsPrivate(t *testing.T) {
	old := syscall.Umask(0)
	t.Cleanup(func() { syscall.Umask(old) })
	home := filepath.Join(t.TempDir(), "home")
	if err := os.Mkdir(home, 0o777); err != nil {
		t.Fatal(err)
	}
	assets := os.DirFS("../../web/dist")
	_, err := fs.Stat(assets, "assets.json")
	built := err == nil
	if !built {
		t.Log("the page is not built, so nothing is said here about the compiled voice")
	}
	wanted := map[string]bool{"carrel.db": true, "carrel.db-wal": true, "carrel.db-shm": true, "lock": true, "media": true, "cache": true, "clips": true}
	if built {
		wanted["compiled"] = true
	}
	for range 2 {
		config := library.Config{Home: home, Assets: assets}
		if !built {
			config.Voice = librarytest.Hum{}
		}
		a := openWith(t, config)
		useEverything(t, a)
		seen := wantPrivate(t, home, "while it is open")
		// An erase empties the cache. A voice that has been compiled stays in memory,
		// so its file may not come back: the names are collected before and after.
		eraseOne(t, a)
		maps.Copy(seen, wantPrivate(t, home, "after an erase"))
		if said := a.Loose(); len(said) > 0 {
			t.Errorf("it says %q", said)
		}
		if err := a.Close(); err != nil {
			t.Fatal(err)
		}
		maps.Copy(seen, wantPrivate(t, home, "when it is closed"))
		for name := range wanted {
			if !seen[name] {
				t.Errorf("nothing made %s: this shows nothing of it", name)
			}
		}
		openToAll(t, home)
	}
}

// useEverything imports, studies, speaks, exports and changes.
func useEverything(t *testing.T, a *opened) {
	t.Helper()
	install(t, a, "capitals")
	if _, err := a.Store().Import(t.Context(), func(yield func(study.Entry, error) bool) {
		open := func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("a picture")), nil }
		_ = yield(study.Entry{Media: &study.Media{Name: "seen.png", Open: open}}, nil) &&
			yield(study.Entry{Note: &study.Note{ID: study.DeriveID("note", "seen"), Item: &study.Item{Kind: study.Short, Stem: `<img src="seen.png">`, Answer: "seen"}}}, nil)
	}, nil, nil); err != nil {
		t.Fatal(err)
	}
	for _, e := range []session.Event{
		session.Start{Profile: "desk", Seed: 1},
		session.Command{Command: "show"}, session.Command{Command: "good"},
	} {
		turn, err := a.conv.Step(t.Context(), e)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := a.turn(t.Context(), turn); err != nil {
			t.Fatal(err)
		}
	}
	for _, format := range []string{"backup", "apkg"} {
		if status, body := call(t, a, "GET", "/api/export?format="+format, ""); status != 200 {
			t.Fatalf("%s: %d %s", format, status, body[:min(len(body), 200)])
		}
	}
	if _, err := a.ChangeSettings(t.Context(), []byte(`{"retention":0.88}`), true); err != nil {
		t.Fatal(err)
	}
	said, err := a.Voice().Speak(t.Context(), "Ottawa", "en", "", 1)
	if err != nil || len(said) == 0 {
		t.Fatalf("nothing was said: %v", err)
	}
}

func eraseOne(t *testing.T, a *opened) {
	t.Helper()
	page, err := a.CardPage(t.Context(), library.CardFilter{}, 0, 1)
	if err != nil || len(page.Cards) == 0 {
		t.Fatalf("%d cards, %v", len(page.Cards), err)
	}
	if err := a.EraseCard(t.Context(), page.Cards[0].ID); err != nil {
		t.Fatal(err)
	}
	said, err := a.Voice().Speak(t.Context(), "Lima", "en", "", 1)
	if err != nil || len(said) == 0 {
		t.Fatalf("nothing was said after the erase: %v", err)
	}
}

// wantPrivate walks a home, checks the permissions and returns the names in it.
func wantPrivate(t *testing.T, home, when string) (seen map[string]bool) {
	t.Helper()
	seen = map[string]bool{}
	if err := filepath.WalkDir(home, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		seen[e.Name()] = true
		if info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s others can use %s: %v", when, path, info.Mode())
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return seen
}

func openToAll(t *testing.T, home string) {
	t.Helper()
	if err := filepath.WalkDir(home, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() {
			return os.Chmod(path, 0o777)
		}
		return os.Chmod(path, 0o666)
	}); err != nil {
		t.Fatal(err)
	}
}

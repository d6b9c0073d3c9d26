package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"carrel/internal/store/home"
	"carrel/internal/study"
)

// paused begins an export and stops reading; rest reads the remainder.
func paused(t *testing.T, s *Store) (rest func() (int, error)) {
	t.Helper()
	begun, goOn := make(chan bool), make(chan bool)
	type end struct {
		n   int
		err error
	}
	done := make(chan end, 1)
	go func() {
		n := 0
		for _, err := range s.ExportFromCopy(context.Background(), ExportOptions{}) {
			if err != nil {
				done <- end{n, err}
				return
			}
			if n++; n == 1 {
				close(begun)
				<-goOn
			}
		}
		done <- end{n, nil}
	}()
	<-begun
	return func() (int, error) {
		close(goOn)
		e := <-done
		return e.n, e.err
	}
}

func temporary(t *testing.T, folder string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(folder, home.TempFolder, "*"))
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// Exports whose readers have stopped occupy no reading connection, do not keep the log
// from being truncated, and return the collection as it was when they began.
func TestPausedExportsKeepNobodyWaiting(t *testing.T) {
	ctx := context.Background()
	home := t.TempDir()
	s := openHere(t, Options{Home: home})
	addItems(t, s, 50)
	want := count(s.Export(ctx, ExportOptions{}))
	var rests []func() (int, error)
	for range readers + 2 {
		rests = append(rests, paused(t, s))
	}
	for _, name := range temporary(t, home) {
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", name, info.Mode(), err)
		}
	}
	if len(temporary(t, home)) != len(rests) {
		t.Errorf("%d copies for %d exports", len(temporary(t, home)), len(rests))
	}
	addItems(t, s, 60)
	if got := count(s.Export(ctx, ExportOptions{})); got <= want {
		t.Errorf("%d entries, no more than %d, beside paused exports", got, want)
	}
	c, err := s.connect(ctx, true)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := c.WALCheckpoint("", 3); err != nil { // truncate
		t.Errorf("the log cannot be cut: %v", err)
	}
	c.Close()
	for _, rest := range rests {
		if got, err := rest(); err != nil || got != want {
			t.Errorf("%d entries, want the %d of its beginning, %v", got, want, err)
		}
	}
	if left := temporary(t, home); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// An erase does not wait for paused exports. It ends them, and afterwards no file contains
// any of the erased data.
func TestAnErasureEndsExports(t *testing.T) {
	ctx := context.Background()
	home := t.TempDir()
	s := openHere(t, Options{Home: home})
	addItems(t, s, 2000)
	rest := paused(t, s)
	if err := s.EraseAll(ctx); err != nil {
		t.Fatal(err)
	}
	if left := temporary(t, home); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if n, err := rest(); study.KindOf(err) != study.Conflict || !errors.Is(err, errWithdrawn) {
		t.Errorf("the export went on to %d entries, %v", n, err)
	}
}

// The next start removes what a killed process left.
func TestTemporaryFilesDoNotOutliveAStart(t *testing.T) {
	home := t.TempDir()
	s := openHere(t, Options{Home: home})
	if _, err := s.TempFile("upload-*"); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if len(temporary(t, home)) != 1 {
		t.Fatal("there is nothing to clear")
	}
	openHere(t, Options{Home: home})
	if left := temporary(t, home); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// Without room for a copy, the export still works.
func TestAnExportWithoutRoomForACopy(t *testing.T) {
	folder := t.TempDir()
	s := openHere(t, Options{Home: folder})
	addItems(t, s, 20)
	want := count(s.Export(context.Background(), ExportOptions{}))
	if err := os.RemoveAll(filepath.Join(folder, home.TempFolder)); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, home.TempFolder), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if got := count(s.ExportFromCopy(context.Background(), ExportOptions{})); got != want {
		t.Errorf("%d entries, want %d", got, want)
	}
}

func count(entries study.Entries) int {
	n := 0
	for _, err := range entries {
		if err != nil {
			return -1
		}
		n++
	}
	return n
}

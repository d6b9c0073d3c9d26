//go:build !js

package store

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"carrel/internal/store/db"
	"carrel/internal/store/home"
	"carrel/internal/study"
)

func TestASecondProcessIsToldWhatToDo(t *testing.T) {
	home := t.TempDir()
	s := openHere(t, Options{Home: home})
	_, err := Open(t.Context(), Options{Home: home})
	if study.KindOf(err) != study.Conflict || !strings.Contains(err.Error(), home) || !strings.Contains(err.Error(), "--home") {
		t.Errorf("got %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	openHere(t, Options{Home: home})
}

func TestHomeIsPrivate(t *testing.T) {
	home := filepath.Join(t.TempDir(), "made", "for it")
	s := openHere(t, Options{Home: home})
	addItems(t, s, 1)
	for path, want := range map[string]os.FileMode{home: 0o700, filepath.Join(home, DatabaseName): 0o600} {
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm() != want {
			t.Errorf("%s has %v, want %v, %v", path, info.Mode(), want, err)
		}
	}
}

func TestAHomeThatCannotBeMadeSaysSo(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Open(t.Context(), Options{Home: filepath.Join(file, "home")})
	if study.KindOf(err) != study.Unavailable || !strings.Contains(err.Error(), "--home") {
		t.Errorf("got %v", err)
	}
}

// TestReadersDoNotWait writes during an export: the export is a snapshot, and the write
// does not wait for its end.
func TestReadersDoNotWait(t *testing.T) {
	s := openHere(t, Options{Home: t.TempDir()})
	addItems(t, s, 20)
	rows := 0
	for e, err := range s.Export(t.Context(), ExportOptions{}) {
		if err != nil {
			t.Fatal(err)
		}
		if e.Note != nil {
			review(t, s, 0, rows)
			rows++
		}
		if e.Review != nil {
			t.Error("the export holds a review that was made after it began")
		}
	}
	if rows != 20 {
		t.Errorf("wrote %d rows", rows)
	}
}

// TestManyAtOnce reads and writes from many goroutines; run it with -race.
func TestManyAtOnce(t *testing.T) {
	s := openHere(t, Options{Home: t.TempDir()})
	addItems(t, s, 40)
	errs := make(chan error)
	const workers = 8
	for w := range workers {
		go func() {
			for i := range 10 {
				if _, err := s.AppendReview(t.Context(), study.Review{Card: itemCard(w), At: start + study.Time(i), Kind: study.Graded, Grade: 3}, nil); err != nil {
					errs <- err
					return
				}
				if _, err := s.Queue(t.Context(), QueueOptions{Now: start}); err != nil {
					errs <- err
					return
				}
			}
			errs <- nil
		}()
	}
	for range workers {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	for w := range workers {
		if rows, err := s.Reviews(t.Context(), itemCard(w)); len(rows) != 10 || err != nil {
			t.Errorf("card %d has %d rows, %v", w, len(rows), err)
		}
	}
}

func TestDoctorFindsAndMends(t *testing.T) {
	folder := t.TempDir()
	s := withSecret(t, folder)
	if findings, err := s.Doctor(t.Context(), false, nil); err != nil || len(findings) > 0 {
		t.Fatalf("at first: %+v, %v", findings, err)
	}
	if err := s.write(t.Context(), func(c *db.Conn) error {
		return c.Exec("UPDATE cards SET stability = 3 WHERE n = 5; UPDATE cards SET key = 7 WHERE n = 6")
	}); err != nil {
		t.Fatal(err)
	}
	if _, _, _, err := s.Files().Put(strings.NewReader("stray")); err != nil {
		t.Fatal(err)
	}
	media, err := s.Media(t.Context(), "secret.png")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, home.MediaFolder, media.Hash[:2], media.Hash[2:]), []byte("short"), 0o600); err != nil {
		t.Fatal(err)
	}
	want := func(repair bool, parts ...string) {
		t.Helper()
		findings, err := s.Doctor(t.Context(), repair, nil)
		text := fmt.Sprint(findings)
		if err != nil || len(findings) != len(parts) {
			t.Fatalf("found %+v, want %q, %v", findings, parts, err)
		}
		for _, part := range parts {
			if !strings.Contains(text, part) {
				t.Errorf("nothing about %q: %s", part, text)
			}
		}
	}
	want(false, "2 cards", "cut short", "1 media files")
	want(true, "2 cards", "cut short", "1 media files")
	want(false, "cut short")
}

// TestHalfWrittenMediaGo checks that opening removes the partial media file of a killed
// process.
func TestHalfWrittenMediaGo(t *testing.T) {
	folder := t.TempDir()
	if err := os.MkdirAll(filepath.Join(folder, home.MediaFolder), 0o700); err != nil {
		t.Fatal(err)
	}
	half := filepath.Join(folder, home.MediaFolder, "partial-"+"123")
	if err := os.WriteFile(half, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	openHere(t, Options{Home: folder})
	if _, err := os.Stat(half); !os.IsNotExist(err) {
		t.Errorf("it is still there: %v", err)
	}
}

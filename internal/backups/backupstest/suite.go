// Package backupstest owns the tests that every backups.Shelf must pass.
package backupstest

import (
	"errors"
	"io"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"time"

	"carrel/internal/backups"
)

// Opened is a shelf under test.
type Opened struct {
	Shelf backups.Shelf
	// Names lists everything in the shelf's folder.
	Names func(t *testing.T) []string
	// Leave creates a file in the folder as a killed program leaves it.
	Leave func(t *testing.T, name string)
}

// Run runs the suite. open returns an empty shelf.
func Run(t *testing.T, open func(t *testing.T) Opened) {
	for name, test := range map[string]func(*testing.T, Opened){
		"empty": empty, "kept": kept, "broken off": brokenOff, "killed": killed, "removed": removed, "other names": otherNames,
	} {
		t.Run(name, func(t *testing.T) { test(t, open(t)) })
	}
}

func nameAt(seconds int64) string { return backups.Name(time.Unix(seconds, 0), backups.Daily) }

func write(t *testing.T, s backups.Shelf, name, content string) {
	t.Helper()
	if err := s.Write(name, func(w io.Writer) error { _, err := io.WriteString(w, content); return err }); err != nil {
		t.Fatal(err)
	}
}

func list(t *testing.T, s backups.Shelf) []string {
	t.Helper()
	l, err := s.List()
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, b := range l {
		names = append(names, b.Name)
	}
	return names
}

func empty(t *testing.T, o Opened) {
	if l := list(t, o.Shelf); len(l) > 0 {
		t.Errorf("there are %v", l)
	}
	if _, err := o.Shelf.Open(nameAt(1)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("opening what is not there: %v", err)
	}
}

func kept(t *testing.T, o Opened) {
	old, young := nameAt(1e9), nameAt(2e9)
	content := strings.Repeat("content ", 50_000)
	write(t, o.Shelf, young, content)
	write(t, o.Shelf, old, "old")
	l, err := o.Shelf.List()
	if err != nil || len(l) != 2 || l[0].Name != young || l[0].Size != int64(len(content)) || l[1].Size != 3 {
		t.Fatalf("%+v, %v", l, err)
	}
	f, err := o.Shelf.Open(young)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got, err := io.ReadAll(f); string(got) != content || err != nil {
		t.Errorf("read %d bytes, %v", len(got), err)
	}
	if names := o.Names(t); len(names) != 2 {
		t.Errorf("something else is left: %v", names)
	}
}

func brokenOff(t *testing.T, o Opened) {
	broken := errors.New("broken")
	err := o.Shelf.Write(nameAt(1), func(w io.Writer) error {
		io.WriteString(w, "half")
		return broken
	})
	if !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	if names := o.Names(t); len(names) > 0 {
		t.Errorf("%v is left", names)
	}
}

// killed simulates a program killed during a write: the partial file does not
// count, and the next backup removes it.
func killed(t *testing.T, o Opened) {
	write(t, o.Shelf, nameAt(1), "whole")
	o.Leave(t, "partial-"+nameAt(2))
	if l := list(t, o.Shelf); !slices.Equal(l, []string{nameAt(1)}) {
		t.Errorf("there are %v", l)
	}
	write(t, o.Shelf, nameAt(3), "next")
	if names := o.Names(t); len(names) != 2 {
		t.Errorf("there is more than two backups: %v", names)
	}
}

func removed(t *testing.T, o Opened) {
	write(t, o.Shelf, nameAt(1), "content")
	for range 2 { // removing a missing file is not an error
		if err := o.Shelf.Remove(nameAt(1)); err != nil {
			t.Fatal(err)
		}
	}
	if names := o.Names(t); len(names) > 0 {
		t.Errorf("%v is left", names)
	}
}

func otherNames(t *testing.T, o Opened) {
	write(t, o.Shelf, nameAt(1), "content")
	o.Leave(t, "notes.txt")
	if l := list(t, o.Shelf); len(l) != 1 {
		t.Errorf("there are %v", l)
	}
	if _, err := o.Shelf.Open("../x"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}

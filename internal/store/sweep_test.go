//go:build !js

package store

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"carrel/internal/faults"
	"carrel/internal/store/home"
	"carrel/internal/study"
)

// TestMediaOfAnImportThatWasKilledGo opens a home as a kill leaves it: with a log, and
// with a file that an import stored before it committed.
func TestMediaOfAnImportThatWasKilledGo(t *testing.T) {
	folder := t.TempDir()
	s := withSecret(t, filepath.Join(folder, "home"))
	stray, _, _, err := s.Files().Put(strings.NewReader("not yet referred to"))
	if err != nil {
		t.Fatal(err)
	}
	killed, err := faults.ReadImage(folder)
	if err != nil {
		t.Fatal(err)
	}
	again := t.TempDir()
	if err := killed.WriteTo(again); err != nil {
		t.Fatal(err)
	}
	s = openHere(t, Options{Home: filepath.Join(again, "home")})
	if _, err := os.Stat(filepath.Join(again, "home", home.MediaFolder, stray[:2], stray[2:])); !os.IsNotExist(err) {
		t.Errorf("the file of the import is still there: %v", err)
	}
	if findings, err := s.Doctor(t.Context(), false, nil); err != nil || len(findings) > 0 {
		t.Errorf("the doctor finds %+v, %v", findings, err)
	}
	if f, _, err := s.OpenMedia(t.Context(), "secret.png"); err != nil {
		t.Errorf("a file in use is gone: %v", err)
	} else {
		f.Close()
	}
}

// faultyFiles cannot open any file.
type faultyFiles struct {
	home.Files
	err error
}

func (f faultyFiles) Open(string) (io.ReadSeekCloser, error) { return nil, f.err }

// An export goes on without a missing media file, but fails for a file that a fault makes
// unreadable.
func TestAnExportFailsWhereMediaCannotBeRead(t *testing.T) {
	for errno, want := range map[syscall.Errno]study.ErrorKind{
		syscall.ENOENT: study.NotFound, syscall.EIO: study.Unavailable, syscall.EMFILE: study.Unavailable, syscall.EACCES: study.Unavailable,
	} {
		s := withSecret(t, t.TempDir())
		s.files = faultyFiles{s.files, &os.PathError{Op: "open", Path: "x", Err: errno}}
		found := false
		for e, err := range s.Export(t.Context(), ExportOptions{}) {
			if err != nil {
				t.Fatal(err)
			}
			if e.Media != nil {
				found = true
				if _, err := e.Media.Open(); study.KindOf(err) != want || !errors.Is(err, errno) {
					t.Errorf("%v becomes %v", errno, err)
				}
			}
		}
		if !found {
			t.Error("the export has no media")
		}
	}
}

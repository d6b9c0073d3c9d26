//go:build unix

package store

import (
	"context"
	"fmt"
	"strings"
	"syscall"
	"testing"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/study"
)

func TestTooManyOpenFilesAreSaidAsSuch(t *testing.T) {
	s := openHere(t, Options{Home: t.TempDir()})
	for _, cause := range []error{syscall.EMFILE, syscall.ENFILE, fmt.Errorf("%w: %w", sqlite3.CANTOPEN, syscall.EMFILE)} {
		err := s.plain(context.Background(), cause)
		if study.KindOf(err) != study.Unavailable || !strings.HasPrefix(err.Error(), "too many files are open") {
			t.Errorf("%v: %v", cause, err)
		}
	}
	// SQLite does not say why it could not open a file.
	if err := s.plain(context.Background(), sqlite3.CANTOPEN); strings.Contains(err.Error(), "too many") {
		t.Errorf("with few files open: %v", err)
	}
	var before syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &before); err != nil {
		t.Fatal(err)
	}
	none := before
	none.Cur = 3 // less than the number of open files
	if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &none); err != nil {
		t.Fatal(err)
	}
	err := s.plain(context.Background(), sqlite3.CANTOPEN)
	if e := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &before); e != nil {
		t.Fatal(e)
	}
	if !strings.HasPrefix(err.Error(), "too many files are open") {
		t.Errorf("with too many files open: %v", err)
	}
}

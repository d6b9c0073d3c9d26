//go:build linux || darwin || freebsd || openbsd || netbsd || dragonfly

package store

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"carrel/internal/store/home"
)

// looseEntries lists the entries of a home that others can read or write.
func looseEntries(t *testing.T, home string) (loose []string) {
	t.Helper()
	if err := filepath.WalkDir(home, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		if info.Mode().Perm()&0o077 != 0 {
			loose = append(loose, path+" "+info.Mode().String())
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return loose
}

// loosen makes everything in a home readable and writable for everybody.
func loosen(t *testing.T, home string) {
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

func withoutUmask(t *testing.T) {
	old := syscall.Umask(0)
	t.Cleanup(func() { syscall.Umask(old) })
}

// TestNothingOfAHomeIsLoose opens a home that everybody can read, with a umask that
// forbids nothing, and checks the permissions while it is in use and afterwards.
func TestNothingOfAHomeIsLoose(t *testing.T) {
	withoutUmask(t)
	home := filepath.Join(t.TempDir(), "home of mine + yours")
	if err := os.Mkdir(home, 0o777); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		s := openHere(t, Options{Home: home})
		addItems(t, s, 3)
		review(t, s, 0, 1)
		if _, _, _, err := s.Files().Put(strings.NewReader("media")); err != nil {
			t.Fatal(err)
		}
		s.copyLog()
		seen := map[string]bool{}
		for _, path := range everyFile(t, home) {
			seen[filepath.Base(path)] = true
		}
		for _, name := range []string{"carrel.db", "carrel.db-wal", "carrel.db-shm", "lock"} {
			if !seen[name] {
				t.Errorf("there is no %s: this shows nothing: %v", name, seen)
			}
		}
		if loose := looseEntries(t, home); len(loose) > 0 {
			t.Errorf("while it is open: %q", loose)
		}
		if said := s.PermissionWarnings(); len(said) > 0 {
			t.Errorf("it says %q", said)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if loose := looseEntries(t, home); len(loose) > 0 {
			t.Errorf("after it was closed: %q", loose)
		}
		loosen(t, home)
	}
}

// A folder that holds other things keeps its permissions, and Loose says so.
func TestAFolderOfOthersThingsStays(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "home of mine + yours")
	theirs := filepath.Join(folder, "theirs")
	if err := os.MkdirAll(theirs, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(theirs, filepath.Join(folder, home.MediaFolder)); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	s := openHere(t, Options{Home: folder})
	for _, path := range []string{folder, theirs} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o755 {
			t.Errorf("%s has %v, %v", path, info.Mode(), err)
		}
	}
	if info, err := os.Stat(filepath.Join(folder, DatabaseName)); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the database has %v, %v", info.Mode(), err)
	}
	said := strings.Join(s.PermissionWarnings(), "\n")
	if !strings.Contains(said, folder) || !strings.Contains(said, "theirs") {
		t.Errorf("it says %q", said)
	}
	findings, err := s.Doctor(t.Context(), false, nil)
	if err != nil || len(findings) != 1 || findings[0].What != said || findings[0].Todo == "" {
		t.Errorf("the doctor finds %+v, %v", findings, err)
	}
}

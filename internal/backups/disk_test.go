package backups_test

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"carrel/internal/backups"
	"carrel/internal/backups/backupstest"
)

// TestDisk runs the suite on a folder.
func TestDisk(t *testing.T) {
	backupstest.Run(t, func(t *testing.T) backupstest.Opened {
		folder := filepath.Join(t.TempDir(), "backups")
		return backupstest.Opened{
			Shelf: backups.NewDisk(folder),
			Names: func(t *testing.T) []string {
				t.Helper()
				entries, err := os.ReadDir(folder)
				if err != nil && !errors.Is(err, fs.ErrNotExist) {
					t.Fatal(err)
				}
				var names []string
				for _, e := range entries {
					names = append(names, e.Name())
				}
				return names
			},
			Leave: func(t *testing.T, name string) {
				t.Helper()
				if err := os.WriteFile(filepath.Join(folder, name), []byte("half"), 0o600); err != nil {
					t.Fatal(err)
				}
			},
		}
	})
}

func TestOthersMayNotReadTheDisk(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "backups")
	name := backups.Name(time.Unix(1e9, 0), backups.Daily)
	if err := backups.NewDisk(folder).Write(name, func(w io.Writer) error { return nil }); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(filepath.Join(folder, name)); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others may read it: %v, %v", info.Mode(), err)
	}
}

//go:build !js

package store

import (
	"context"
	"testing"

	"github.com/ncruces/go-sqlite3/vfs"

	"carrel/internal/store/storetest/faultvfs"
	"carrel/internal/study"
)

// TestRebuildOnADiskThatGetsFullAtLast lets the disk be full once the new
// collection is filled: what is in its log cannot be copied into the database.
// The database must not be put in place without its log.
func TestRebuildOnADiskThatGetsFullAtLast(t *testing.T) {
	home := t.TempDir()
	s := openHere(t, Options{Home: home})
	addItems(t, s, 3)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	disk := faultvfs.New(t, nil)
	err := Replace(t.Context(), Options{Home: home, DiskVFS: disk.Name()}, "", func(ctx context.Context, s *Store) error {
		addItems(t, s, 5)
		disk.Set(func(c faultvfs.Call) error {
			if c.Op == faultvfs.Write && c.As&vfs.OPEN_MAIN_DB != 0 {
				return faultvfs.ENOSPC
			}
			return nil
		})
		return nil
	})
	if study.KindOf(err) != study.Unavailable {
		t.Errorf("it ends with %v", err)
	}
	if n := noteCount(t, home); n != 3 {
		t.Errorf("there are %d notes, want the 3 of before", n)
	}
}

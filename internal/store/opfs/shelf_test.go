//go:build js

package opfs

import (
	"testing"

	"github.com/ncruces/go-sqlite3/vfs"

	"carrel/internal/backups"
	"carrel/internal/backups/backupstest"
)

// TestShelf runs the suite that backups on a disk pass.
func TestShelf(t *testing.T) {
	backupstest.Run(t, shelfHere)
}

func shelfHere(t *testing.T) backupstest.Opened {
	t.Helper()
	s, err := newFolder(t).Whole("backups")
	if err != nil {
		t.Fatal(err)
	}
	return backupstest.Opened{
		Shelf: backups.NewInFiles(s, "here"),
		Names: func(t *testing.T) []string {
			t.Helper()
			names, err := s.folder.names()
			if err != nil {
				t.Fatal(err)
			}
			return names
		},
		Leave: func(t *testing.T, name string) {
			t.Helper()
			openFile(t, s.folder, name, vfs.OPEN_MAIN_DB).Close()
		},
	}
}

// TestShelfWhereFilesCannotBeRenamed runs the suite as in a browser that cannot
// rename files, in node.
func TestShelfWhereFilesCannotBeRenamed(t *testing.T) {
	fake := fakeFiles(t)
	fake.Set("cannotMove", true)
	defer fake.Set("cannotMove", false)
	backupstest.Run(t, shelfHere)
}

// TestAHalfCopiedBackupDoesNotCount: the worker was killed while the finished
// backup was written a second time, where a browser cannot rename.
func TestAHalfCopiedBackupDoesNotCount(t *testing.T) {
	o := shelfHere(t)
	const name = "carrel-20261201T090000.000Z-daily.jsonl.gz"
	o.Leave(t, partial+name)
	o.Leave(t, name)
	if l, err := o.Shelf.List(); len(l) > 0 || err != nil {
		t.Errorf("%v, %v", l, err)
	}
}

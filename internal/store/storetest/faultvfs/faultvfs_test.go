package faultvfs_test

import (
	"errors"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/vfs"

	"carrel/internal/store/storetest/faultvfs"
)

func connect(t *testing.T, f *faultvfs.FS, path string) (*sqlite3.Conn, error) {
	t.Helper()
	c, err := sqlite3.Open("file:" + filepath.ToSlash(path) + "?vfs=" + f.Name())
	if err == nil {
		t.Cleanup(func() { c.Close() })
	}
	return c, err
}

// TestEveryCallIsSeen commits with both of SQLite's journal modes and sees the files and
// calls of each.
func TestEveryCallIsSeen(t *testing.T) {
	f := faultvfs.New(t, nil)
	seen := map[faultvfs.Op]map[vfs.OpenFlag]int{}
	f.Set(func(c faultvfs.Call) error {
		if seen[c.Op] == nil {
			seen[c.Op] = map[vfs.OpenFlag]int{}
		}
		seen[c.Op][c.As]++
		return nil
	})
	c, err := connect(t, f, filepath.Join(t.TempDir(), "a.db"))
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Exec(`CREATE TABLE t (x); PRAGMA journal_mode = WAL; INSERT INTO t VALUES (1); PRAGMA wal_checkpoint(TRUNCATE)`); err != nil {
		t.Fatal(err)
	}
	f.Set(nil)
	for op, files := range map[faultvfs.Op][]vfs.OpenFlag{
		faultvfs.Open:     {vfs.OPEN_MAIN_DB, vfs.OPEN_MAIN_JOURNAL, vfs.OPEN_WAL},
		faultvfs.Read:     {vfs.OPEN_MAIN_DB},
		faultvfs.Write:    {vfs.OPEN_MAIN_DB, vfs.OPEN_MAIN_JOURNAL, vfs.OPEN_WAL},
		faultvfs.Sync:     {vfs.OPEN_MAIN_DB, vfs.OPEN_MAIN_JOURNAL, vfs.OPEN_WAL},
		faultvfs.Truncate: {vfs.OPEN_WAL},
		faultvfs.Delete:   {0},
	} {
		for _, file := range files {
			if seen[op][file] == 0 {
				t.Errorf("no %v of a file opened as %#x was seen: %v", op, file, seen[op])
			}
		}
	}
}

// TestTheCallThatIsToFailFails fails every change of a transaction in turn.
func TestTheCallThatIsToFailFails(t *testing.T) {
	for _, fault := range []struct {
		err  error
		code sqlite3.ErrorCode
	}{{faultvfs.EIO, sqlite3.IOERR}, {faultvfs.ENOSPC, sqlite3.FULL}} {
		f := faultvfs.New(t, nil)
		c, err := connect(t, f, filepath.Join(t.TempDir(), "a.db"))
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE t (x)`); err != nil {
			t.Fatal(err)
		}
		count := f.Count(faultvfs.Changes)
		if err := c.Exec(`INSERT INTO t VALUES (1)`); err != nil {
			t.Fatal(err)
		}
		total := count.Calls()
		if total < 2 || count.Bytes() < 4096 {
			t.Fatalf("a transaction made %d calls and wrote %d bytes", total, count.Bytes())
		}
		for n := 1; n <= total; n++ {
			count := f.Fail(faultvfs.Changes, n, fault.err, false)
			err := c.Exec(`INSERT INTO t VALUES (1)`)
			if count.Failed() != 1 || !errors.Is(err, fault.code) {
				t.Errorf("call %d: %d failed, %v", n, count.Failed(), err)
			}
			f.Set(nil)
		}
		if err := c.Exec(`INSERT INTO t VALUES (1)`); err != nil {
			t.Error(err)
		}
	}
}

func TestATornWriteLeavesItsBeginning(t *testing.T) {
	f := faultvfs.New(t, nil)
	file, _, err := f.OpenFilename(nil, vfs.OPEN_TRANSIENT_DB|vfs.OPEN_CREATE|vfs.OPEN_READWRITE|vfs.OPEN_DELETEONCLOSE)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	f.Set(func(c faultvfs.Call) error { return faultvfs.Torn{Bytes: 3, Err: faultvfs.EIO} })
	if n, err := file.WriteAt([]byte("whole"), 0); n != 3 || !errors.Is(err, syscall.EIO) {
		t.Errorf("wrote %d bytes, %v", n, err)
	}
	f.Set(nil)
	if size, err := file.Size(); size != 3 || err != nil {
		t.Errorf("there are %d bytes, %v", size, err)
	}
}

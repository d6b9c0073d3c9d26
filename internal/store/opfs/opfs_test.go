//go:build js

package opfs

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"sync"
	"syscall/js"
	"testing"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/vfs"

	"carrel/internal/browser"
	"carrel/internal/store"
	"carrel/internal/store/home"
	"carrel/internal/store/storetest"
)

// These run in a worker of a real browser: see TestTheStoreInABrowser in e2e.

// newFolder is an empty folder that is removed with the test.
func newFolder(t *testing.T) *Folder {
	t.Helper()
	name := "test-" + rand.Text()
	f, err := Open(name)
	if err != nil {
		t.Skipf("there is no private file system here: %v", err)
	}
	t.Cleanup(func() {
		root, err := browser.Call(at(js.Global(), "navigator", "storage"), "getDirectory")
		if err == nil {
			_, err = browser.Call(root, "removeEntry", name, option("recursive", true))
		}
		if err != nil {
			t.Errorf("the folder stays: %v", err)
		}
	})
	return f
}

// TestStore runs the suite of the store on the private file system.
func TestStore(t *testing.T) {
	n := 0
	storetest.Run(t, func(t *testing.T) *store.Store {
		t.Helper()
		f := newFolder(t)
		media, err := f.Files(home.MediaFolder)
		if err != nil {
			t.Fatal(err)
		}
		n++
		name := fmt.Sprint("suite-", n)
		f.Register(name)
		s, err := store.Open(t.Context(), store.Options{Home: "the test's collection", VFS: name, Files: media, Zone: "Europe/Paris"})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() })
		return s
	})
}

func openFile(t *testing.T, f *Folder, name string, flags vfs.OpenFlag) vfs.File {
	t.Helper()
	file, _, err := (system{f}).Open(name, flags|vfs.OPEN_READWRITE|vfs.OPEN_CREATE)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// TestFileReadsWhatWasWritten compares a file with bytes in memory, across the
// bounds of what crosses to the browser at once.
func TestFileReadsWhatWasWritten(t *testing.T) {
	f := newFolder(t)
	file := openFile(t, f, "data", vfs.OPEN_MAIN_DB)
	want := []byte{}
	for i, w := range []struct{ off, n int }{{0, 10}, {4096, 4096}, {bufSize - 5, 11}, {100, 3 * bufSize}, {5 * bufSize, 1}, {0, 0}} {
		part := bytes.Repeat([]byte{byte(i + 1)}, w.n)
		if n, err := file.WriteAt(part, int64(w.off)); n != w.n || err != nil {
			t.Fatalf("writing %d bytes at %d: %d, %v", w.n, w.off, n, err)
		}
		if w.n > 0 {
			want = append(want, make([]byte, max(0, w.off+w.n-len(want)))...)
			copy(want[w.off:], part)
		}
	}
	if err := file.Sync(vfs.SYNC_FULL); err != nil {
		t.Fatal(err)
	}
	same := func(file vfs.File) {
		t.Helper()
		if size, err := file.Size(); size != int64(len(want)) || err != nil {
			t.Errorf("the size is %d, want %d, %v", size, len(want), err)
		}
		got := make([]byte, len(want))
		if n, err := file.ReadAt(got, 0); n != len(want) || err != nil && err != io.EOF || !bytes.Equal(got, want) {
			t.Errorf("read %d bytes, %v; they are the same: %v", n, err, bytes.Equal(got, want))
		}
	}
	same(file)
	// What lies beyond the end is no error, but told: SQLite fills it with zeros.
	if n, err := file.ReadAt(make([]byte, 100), int64(len(want)-1)); n != 1 || err != io.EOF {
		t.Errorf("reading across the end: %d, %v", n, err)
	}
	if n, err := file.ReadAt(make([]byte, 100), int64(len(want)+bufSize)); n != 0 || err != io.EOF {
		t.Errorf("reading beyond the end: %d, %v", n, err)
	}
	if err := file.Truncate(5000); err != nil {
		t.Fatal(err)
	}
	want = want[:5000]
	same(file)
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	file = openFile(t, f, "data", vfs.OPEN_MAIN_DB)
	same(file)
	file.Close()
}

// TestFileIsOursAlone: nobody else can open a file that is open, so that a
// second program cannot write beside the first.
func TestFileIsOursAlone(t *testing.T) {
	f := newFolder(t)
	file := openFile(t, f, "data", vfs.OPEN_MAIN_DB)
	handleOf, err := f.file("data", false)
	if err != nil {
		t.Fatal(err)
	}
	var e *browser.Error
	if _, err := browser.Call(handleOf, "createSyncAccessHandle"); !errors.As(err, &e) || e.Name != "NoModificationAllowedError" {
		t.Errorf("a second opening gives %v", err)
	}
	// Within SQLite every lock is granted.
	for _, level := range []vfs.LockLevel{vfs.LOCK_SHARED, vfs.LOCK_RESERVED, vfs.LOCK_EXCLUSIVE} {
		if err := file.Lock(level); err != nil {
			t.Errorf("lock %v: %v", level, err)
		}
	}
	if held, err := file.CheckReservedLock(); held || err != nil {
		t.Errorf("a lock of somebody else is told: %v, %v", held, err)
	}
	file.Close()
	if h, err := browser.Call(handleOf, "createSyncAccessHandle"); err != nil {
		t.Errorf("after closing it is still held: %v", err)
	} else {
		h.Call("close")
	}
}

func TestFilesComeAndGo(t *testing.T) {
	f := newFolder(t)
	s := system{f}
	there := func(name string, want bool) {
		t.Helper()
		if got, err := s.Access(name, vfs.ACCESS_EXISTS); got != want || err != nil {
			t.Errorf("%s is there: %v, %v, want %v", name, got, err, want)
		}
	}
	there("data", false)
	if _, _, err := s.Open("data", vfs.OPEN_READWRITE|vfs.OPEN_MAIN_DB); err == nil {
		t.Error("a file that is not there was opened without being made")
	}
	openFile(t, f, "data", vfs.OPEN_MAIN_DB).Close()
	there("data", true)
	if err := s.Delete("data", true); err != nil {
		t.Error(err)
	}
	there("data", false)
	if err := s.Delete("data", true); !errors.Is(err, sqlite3.IOERR_DELETE_NOENT) {
		t.Errorf("deleting what is gone: %v", err)
	}
	file := openFile(t, f, "scratch", vfs.OPEN_TEMP_JOURNAL|vfs.OPEN_DELETEONCLOSE)
	there("scratch", true)
	file.Close()
	there("scratch", false)
}

// killable remembers what is open, to close it under SQLite as the browser
// does when a tab is killed.
type killable struct {
	system
	mu   sync.Mutex
	open []*access
}

func (k *killable) Open(name string, flags vfs.OpenFlag) (vfs.File, vfs.OpenFlag, error) {
	file, got, err := k.system.Open(name, flags)
	if f, ok := file.(*dbFile); ok && err == nil {
		k.mu.Lock()
		k.open = append(k.open, f.access)
		k.mu.Unlock()
	}
	return file, got, err
}

// kill closes every file in the midst of whatever is done to it.
func (k *killable) kill() {
	for _, a := range k.open {
		a.Close()
	}
	k.open = nil
}

// TestAHalfWrittenTransactionIsTakenBack kills a writer after part of a large
// transaction has reached the database: the next one to open it finds what was
// committed, and nothing else.
func TestAHalfWrittenTransactionIsTakenBack(t *testing.T) {
	for _, mode := range []string{"TRUNCATE", "DELETE", "WAL"} {
		t.Run(mode, func(t *testing.T) {
			f := newFolder(t)
			name := "killable-" + strings.ToLower(mode)
			k := &killable{system: system{f}}
			vfs.Register(name, k)
			defer vfs.Unregister(name)
			connect := func() *sqlite3.Conn {
				t.Helper()
				c, err := sqlite3.Open("file:collection.db?vfs=" + name)
				if err != nil {
					t.Fatal(err)
				}
				// A small cache, so that pages are written before the commit.
				if err := c.Exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = 5; PRAGMA synchronous = FULL; PRAGMA journal_mode = " + mode); err != nil {
					t.Fatal(err)
				}
				return c
			}
			ask := func(c *sqlite3.Conn, sql string) string {
				t.Helper()
				s, _, err := c.Prepare(sql)
				if err != nil {
					t.Fatal(err)
				}
				defer s.Close()
				if !s.Step() {
					t.Fatal(s.Err())
				}
				return s.ColumnText(0)
			}
			c := connect()
			if got := ask(c, "PRAGMA journal_mode"); got != strings.ToLower(mode) {
				t.Fatalf("the journal is %q", got)
			}
			if err := c.Exec(`CREATE TABLE r (n INTEGER PRIMARY KEY, t TEXT);
				WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < 3000)
				INSERT INTO r SELECT n, 'kept ' || hex(zeroblob(100)) FROM i`); err != nil {
				t.Fatal(err)
			}
			if err := c.Exec("BEGIN; UPDATE r SET t = 'half ' || t; DELETE FROM r WHERE n % 2"); err != nil {
				t.Fatal(err)
			}
			k.kill()
			defer c.Close() // fails on files that are closed: only its memory is given back

			c2 := connect()
			defer c2.Close()
			if got := ask(c2, "SELECT count(*) || ' ' || sum(t LIKE 'kept %') FROM r"); got != "3000 3000" {
				t.Errorf("after the kill there are %s, want 3000 rows, all as committed", got)
			}
			if got := ask(c2, "PRAGMA integrity_check"); got != "ok" {
				t.Errorf("the database is %s", got)
			}
		})
	}
}

func TestMediaAreKeptByContent(t *testing.T) {
	f := newFolder(t)
	half, err := f.folder("media")
	if err != nil {
		t.Fatal(err)
	}
	openFile(t, half, partial+"killed", vfs.OPEN_MAIN_DB).Close()
	m, err := f.Files("media")
	if err != nil {
		t.Fatal(err)
	}
	if there, _ := half.exists(partial + "killed"); there {
		t.Error("what a killed worker left half written is still there")
	}
	data := strings.Repeat("sound ", 100_000)
	hash, size, created, err := m.Put(strings.NewReader(data))
	if err != nil || !created || size != int64(len(data)) || len(hash) != 64 {
		t.Fatalf("put: %q, %d, %v, %v", hash, size, created, err)
	}
	if again, _, created, err := m.Put(strings.NewReader(data)); again != hash || created || err != nil {
		t.Errorf("the same once more: %q, %v, %v", again, created, err)
	}
	file, err := m.Open(hash)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(file); string(got) != data || err != nil {
		t.Errorf("read %d bytes, %v", len(got), err)
	}
	if _, _, _, err := m.Put(io.MultiReader(strings.NewReader("half"), broken{})); err == nil {
		t.Error("a source that breaks off was kept")
	}
	var all []home.FileInfo
	for i, err := range m.All() {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, i)
	}
	if len(all) != 1 || all[0] != (home.FileInfo{Hash: hash, Size: size}) {
		t.Errorf("there are %+v", all)
	}
	for range 2 { // removing what is gone is no error
		if err := m.Remove(hash); err != nil {
			t.Error(err)
		}
	}
	if _, err := m.Open(hash); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("after removing it: %v", err)
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errors.New("broken off") }

// Package faultvfs is a SQLite file system for tests. It stands between SQLite
// and another file system, tells a hook of every call before it is carried out,
// and lets the hook refuse it. So a test can record what is written, count it,
// or fail the n-th write, sync, truncation, opening or deletion.
//
// It goes below a store with store.Options.Beneath, which keeps the home as it
// is on a computer: locks, a write-ahead log, several connections.
package faultvfs

import (
	"sync"
	"sync/atomic"
	"testing"

	"github.com/ncruces/go-sqlite3/vfs"
)

// Op is a kind of call. Several can be joined with |.
type Op uint

// The calls that a hook sees.
const (
	Open Op = 1 << iota
	Delete
	Read
	Write
	Truncate
	Sync

	// Changes are the calls that can change what is on the disk.
	Changes = Open | Delete | Write | Truncate | Sync
)

var names = map[Op]string{Open: "open", Delete: "delete", Read: "read", Write: "write", Truncate: "truncate", Sync: "sync"}

func (o Op) String() string { return names[o] }

// Call is one call of SQLite to its file system.
type Call struct {
	Op   Op
	File string       // its path; "" for a temporary file
	As   vfs.OpenFlag // what SQLite opened it as: vfs.OPEN_MAIN_DB, vfs.OPEN_WAL, …
	At   int64        // Read, Write: where; Truncate: the new size
	Data []byte       // Write: what, during the call only; Read: where it goes, not read yet
}

// Hook is told of a call before it is carried out. An error stops it: SQLite
// gets the error instead. A Torn error carries out the beginning of a write.
// Calls come one at a time, from any goroutine.
type Hook func(Call) error

// Torn is an error after which the first so many bytes of a write are on the
// disk.
type Torn struct {
	Bytes int
	Err   error
}

func (t Torn) Error() string { return t.Err.Error() }

// FS is a file system under a name of its own.
type FS struct {
	below vfs.VFS
	name  string

	mu   sync.Mutex
	hook Hook
}

var made atomic.Int64

// New registers a file system over another one, nil being the operating
// system's, until the test ends. Before a hook is set every call is passed on.
func New(t testing.TB, below vfs.VFS) *FS {
	f := Register(below)
	t.Cleanup(f.Unregister)
	return f
}

// Register is New for a program that is no test.
func Register(below vfs.VFS) *FS {
	if below == nil {
		below = vfs.Find("")
	}
	f := &FS{below: below, name: "fault" + decimal(made.Add(1))}
	vfs.Register(f.name, f)
	return f
}

func decimal(n int64) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return decimal(n/10) + decimal(n%10)
}

// Name is what the file system is registered as.
func (f *FS) Name() string { return f.name }

// Unregister takes the name back.
func (f *FS) Unregister() { vfs.Unregister(f.name) }

// Set sets the hook; nil passes every call on. No call is going on when Set
// returns.
func (f *FS) Set(h Hook) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.hook = h
}

// do asks the hook and then carries the call out, one call at a time.
func (f *FS) do(c Call, carryOut func() error) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.hook != nil {
		if err := f.hook(c); err != nil {
			return err
		}
	}
	return carryOut()
}

// Open is part of vfs.VFS; SQLite calls OpenFilename.
func (f *FS) Open(name string, flags vfs.OpenFlag) (vfs.File, vfs.OpenFlag, error) {
	return f.open(name, flags, func() (vfs.File, vfs.OpenFlag, error) { return f.below.Open(name, flags) })
}

// OpenFilename is part of vfs.VFSFilename.
func (f *FS) OpenFilename(name *vfs.Filename, flags vfs.OpenFlag) (vfs.File, vfs.OpenFlag, error) {
	return f.open(name.String(), flags, func() (vfs.File, vfs.OpenFlag, error) {
		if below, ok := f.below.(vfs.VFSFilename); ok {
			return below.OpenFilename(name, flags)
		}
		return f.below.Open(name.String(), flags)
	})
}

// kindsOfFile are the flags that say what a file is to SQLite.
const kindsOfFile = vfs.OPEN_MAIN_DB | vfs.OPEN_TEMP_DB | vfs.OPEN_TRANSIENT_DB | vfs.OPEN_MAIN_JOURNAL |
	vfs.OPEN_TEMP_JOURNAL | vfs.OPEN_SUBJOURNAL | vfs.OPEN_SUPER_JOURNAL | vfs.OPEN_WAL

func (f *FS) open(name string, flags vfs.OpenFlag, open func() (vfs.File, vfs.OpenFlag, error)) (file vfs.File, out vfs.OpenFlag, err error) {
	as := flags & kindsOfFile
	out = flags
	err = f.do(Call{Op: Open, File: name, As: as}, func() (err error) {
		file, out, err = open()
		return err
	})
	if err != nil {
		return nil, out, err
	}
	return &faultFile{File: file, fs: f, name: name, as: as}, out, nil
}

// Delete is part of vfs.VFS.
func (f *FS) Delete(name string, syncDir bool) error {
	return f.do(Call{Op: Delete, File: name}, func() error { return f.below.Delete(name, syncDir) })
}

// Access is part of vfs.VFS.
func (f *FS) Access(name string, flags vfs.AccessFlag) (bool, error) {
	return f.below.Access(name, flags)
}

// FullPathname is part of vfs.VFS.
func (f *FS) FullPathname(name string) (string, error) { return f.below.FullPathname(name) }

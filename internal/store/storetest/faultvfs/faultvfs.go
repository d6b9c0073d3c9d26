// Package faultvfs is a SQLite file system for tests. It is a layer between SQLite and
// another file system that tells a hook of every call before it is carried out; the hook
// can refuse the call. So a test can record what is written, count calls, or fail the n-th
// write, sync, truncation, opening or deletion.
//
// A store uses it through store.Options.DiskVFS, which keeps everything else about the
// home as usual: locks, a write-ahead log, several connections.
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

	// Changes are the calls that can change the disk.
	Changes = Open | Delete | Write | Truncate | Sync
)

var names = map[Op]string{Open: "open", Delete: "delete", Read: "read", Write: "write", Truncate: "truncate", Sync: "sync"}

func (o Op) String() string { return names[o] }

// Call is a call of SQLite to its file system.
type Call struct {
	Op   Op
	File string       // its path; "" for a temporary file
	As   vfs.OpenFlag // the type of file to SQLite: vfs.OPEN_MAIN_DB, vfs.OPEN_WAL, …
	At   int64        // Read, Write: the offset; Truncate: the new size
	Data []byte       // Write: the data, valid during the call only; Read: the buffer, not filled yet
}

// Hook is called before each call of SQLite. If it returns an error, SQLite gets that
// error and the call is not carried out, except that a Torn error carries out the
// beginning of a write. Calls come one at a time, from any goroutine.
type Hook func(Call) error

// Torn is an error after which the first bytes of a write, of the given number, are on the
// disk.
type Torn struct {
	Bytes int
	Err   error
}

func (t Torn) Error() string { return t.Err.Error() }

// FS is a registered file system with its own name.
type FS struct {
	below vfs.VFS
	name  string

	mu   sync.Mutex
	hook Hook
}

var made atomic.Int64

// New registers a file system over another one until the test ends; nil is the operating
// system's. Without a hook it passes on every call.
func New(t testing.TB, below vfs.VFS) *FS {
	f := Register(below)
	t.Cleanup(f.Unregister)
	return f
}

// Register is New for a program that is not a test.
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

// Name returns the name under which the file system is registered.
func (f *FS) Name() string { return f.name }

// Unregister removes the registration.
func (f *FS) Unregister() { vfs.Unregister(f.name) }

// Set sets the hook; nil passes on every call. No call is in progress when Set returns.
func (f *FS) Set(h Hook) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.hook = h
}

// do calls the hook and then carries out the call, one call at a time.
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

// kindsOfFile are the flags for the type of a file.
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

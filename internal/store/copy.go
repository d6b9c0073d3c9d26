package store

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/vfs"

	"carrel/internal/store/home"
	"carrel/internal/study"
)

// openCopy prepares a store that reads a home and keeps its writes in memory until it is
// closed. It serves a disk that is full or read-only. Nothing on the disk changes; even
// the recovery after a crash, from a write-ahead log or a rollback journal, happens in
// memory.
func (s *Store) openCopy() error {
	if _, err := os.Stat(s.where()); err != nil {
		return study.Because(err, study.Unavailable, "there is no collection in %s that can be read: %v", s.opt.Home, err)
	}
	release, err := home.LockExisting(s.opt.Home)
	if err != nil {
		return err
	}
	name := fmt.Sprintf("carrel-copy-%d", copies.Add(1))
	files := &copyFS{files: map[string]*copyFile{}}
	vfs.Register(name, files)
	s.copyVFS = name
	s.release = func() {
		vfs.Unregister(name)
		files.close()
		release()
	}
	if s.files == nil {
		s.files = home.NewDiskFiles(filepath.Join(s.opt.Home, home.MediaFolder))
	}
	return nil
}

var copies atomic.Int64

// copyFS shows the files of a disk. It keeps writes to them in memory.
type copyFS struct {
	mu    sync.Mutex
	bare  bool                 // there is no disk: everything is in memory
	files map[string]*copyFile // files opened before; nil for a deleted one
}

func (c *copyFS) Open(name string, flags vfs.OpenFlag) (vfs.File, vfs.OpenFlag, error) {
	if name == "" { // a temporary file
		return &copyFile{}, flags | vfs.OPEN_MEMORY, nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	f, known := c.files[name]
	if f == nil {
		f = &copyFile{}
		if !known {
			if err := c.original(f, name); err != nil && (!errors.Is(err, fs.ErrNotExist) || flags&vfs.OPEN_CREATE == 0) {
				return nil, flags, vfs.SystemError(err, sqlite3.ExtendedErrorCode(sqlite3.CANTOPEN))
			}
		} else if flags&vfs.OPEN_CREATE == 0 {
			return nil, flags, sqlite3.CANTOPEN
		}
		c.files[name] = f
	}
	return f, flags, nil
}

// original opens the file of the disk that f is to show.
func (c *copyFS) original(f *copyFile, name string) error {
	if c.bare {
		return fs.ErrNotExist
	}
	return f.open(name)
}

func (c *copyFS) Delete(name string, _ bool) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if f := c.files[name]; f != nil {
		f.end()
	}
	c.files[name] = nil
	return nil
}

func (c *copyFS) close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, f := range c.files {
		if f != nil {
			f.end()
		}
	}
}

func (c *copyFS) Access(name string, _ vfs.AccessFlag) (bool, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if f, known := c.files[name]; known {
		return f != nil, nil
	}
	if c.bare {
		return false, nil
	}
	_, err := os.Stat(name)
	return err == nil, nil
}

func (c *copyFS) FullPathname(name string) (string, error) {
	if c.bare {
		return name, nil
	}
	return filepath.Abs(name)
}

const copyBlock = 4096

// copyFile is a file on the disk, overlaid with the blocks written since.
type copyFile struct {
	disk   *os.File // nil for a file that does not exist
	from   int64    // bytes of disk that are still valid
	size   int64
	blocks map[int64]*[copyBlock]byte
}

func (f *copyFile) open(name string) error {
	disk, err := os.Open(name)
	if err != nil {
		return err
	}
	st, err := disk.Stat()
	if err != nil {
		disk.Close()
		return err
	}
	f.disk, f.from, f.size = disk, st.Size(), st.Size()
	return nil
}

func (f *copyFile) Close() error { return nil } // it may be opened again

func (f *copyFile) end() {
	if f.disk != nil {
		f.disk.Close()
	}
}

// block reads one block from the disk.
func (f *copyFile) block(n int64) (*[copyBlock]byte, error) {
	var b [copyBlock]byte
	if left := f.from - n*copyBlock; left > 0 {
		if _, err := f.disk.ReadAt(b[:min(left, copyBlock)], n*copyBlock); err != nil && err != io.EOF {
			return nil, vfs.SystemError(err, sqlite3.IOERR_READ)
		}
	}
	return &b, nil
}

func (f *copyFile) ReadAt(p []byte, off int64) (int, error) {
	done := 0
	for done < len(p) && off < f.size {
		n, at := off/copyBlock, off%copyBlock
		b := f.blocks[n]
		if b == nil {
			var err error
			if b, err = f.block(n); err != nil {
				return done, err
			}
		}
		k := copy(p[done:], b[at:min(copyBlock, at+f.size-off)])
		done, off = done+k, off+int64(k)
	}
	if done < len(p) {
		return done, io.EOF
	}
	return done, nil
}

func (f *copyFile) WriteAt(p []byte, off int64) (int, error) {
	done := 0
	for done < len(p) {
		n, at := off/copyBlock, off%copyBlock
		b := f.blocks[n]
		if b == nil {
			var err error
			if b, err = f.block(n); err != nil {
				return done, err
			}
			if f.blocks == nil {
				f.blocks = map[int64]*[copyBlock]byte{}
			}
			f.blocks[n] = b
		}
		k := copy(b[at:], p[done:])
		done, off = done+k, off+int64(k)
	}
	f.size = max(f.size, off)
	return done, nil
}

func (f *copyFile) Truncate(size int64) error {
	f.from, f.size = min(f.from, size), min(f.size, size)
	last := size / copyBlock
	for n, b := range f.blocks {
		switch {
		case n > last:
			delete(f.blocks, n)
		case n == last:
			clear(b[size%copyBlock:])
		}
	}
	return nil
}

func (f *copyFile) Sync(vfs.SyncFlag) error          { return nil }
func (f *copyFile) Size() (int64, error)             { return f.size, nil }
func (f *copyFile) Lock(vfs.LockLevel) error         { return nil }
func (f *copyFile) Unlock(vfs.LockLevel) error       { return nil }
func (f *copyFile) CheckReservedLock() (bool, error) { return false, nil }
func (f *copyFile) SectorSize() int                  { return copyBlock }
func (f *copyFile) DeviceCharacteristics() vfs.DeviceCharacteristic {
	return vfs.IOCAP_POWERSAFE_OVERWRITE | vfs.IOCAP_UNDELETABLE_WHEN_OPEN
}

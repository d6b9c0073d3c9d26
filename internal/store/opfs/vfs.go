//go:build js

package opfs

import (
	"errors"
	"io/fs"
	"path"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/util/vfsutil"
	"github.com/ncruces/go-sqlite3/vfs"
)

// Register makes the folder a SQLite file system by this name. Locks are
// always granted, since the folder is ours alone; a commit is on the disk when
// the browser has flushed it.
func (f *Folder) Register(name string) { vfs.Register(name, system{f}) }

type system struct{ folder *Folder }

func (s system) Open(name string, flags vfs.OpenFlag) (vfs.File, vfs.OpenFlag, error) {
	if name == "" { // a temporary file
		return &vfsutil.SliceFile{}, flags | vfs.OPEN_MEMORY, nil
	}
	file, err := s.folder.file(path.Base(name), flags&vfs.OPEN_CREATE != 0)
	if err != nil {
		return nil, flags, because(err, cantOpen)
	}
	a, err := open(file)
	if err != nil {
		return nil, flags, because(err, cantOpen)
	}
	return &dbFile{access: a, folder: s.folder, name: path.Base(name), gone: flags&vfs.OPEN_DELETEONCLOSE != 0}, flags, nil
}

func (s system) Delete(name string, _ bool) error {
	err := s.folder.remove(path.Base(name))
	if errors.Is(err, fs.ErrNotExist) {
		return sqlite3.IOERR_DELETE_NOENT
	}
	return because(err, sqlite3.IOERR_DELETE)
}

func (s system) Access(name string, _ vfs.AccessFlag) (bool, error) {
	ok, err := s.folder.exists(path.Base(name))
	return ok, because(err, sqlite3.IOERR_ACCESS)
}

func (s system) FullPathname(name string) (string, error) { return path.Base(name), nil }

type dbFile struct {
	*access
	folder *Folder
	name   string
	gone   bool // removed when closed
}

func (f *dbFile) WriteAt(p []byte, off int64) (int, error) {
	n, err := f.access.WriteAt(p, off)
	return n, because(err, sqlite3.IOERR_WRITE)
}

func (f *dbFile) Truncate(size int64) error {
	return because(f.truncate(size), sqlite3.IOERR_TRUNCATE)
}

func (f *dbFile) Sync(vfs.SyncFlag) error { return because(f.flush(), sqlite3.IOERR_FSYNC) }

func (f *dbFile) Size() (int64, error) {
	n, err := f.size()
	return n, because(err, sqlite3.IOERR_FSTAT)
}

func (f *dbFile) Close() error {
	err := f.access.Close()
	if f.gone {
		f.folder.remove(f.name)
	}
	return err
}

func (f *dbFile) Lock(vfs.LockLevel) error         { return nil }
func (f *dbFile) Unlock(vfs.LockLevel) error       { return nil }
func (f *dbFile) CheckReservedLock() (bool, error) { return false, nil }
func (f *dbFile) SectorSize() int                  { return 4096 }

func (f *dbFile) DeviceCharacteristics() vfs.DeviceCharacteristic {
	return vfs.IOCAP_POWERSAFE_OVERWRITE | vfs.IOCAP_UNDELETABLE_WHEN_OPEN
}

const cantOpen = sqlite3.ExtendedErrorCode(sqlite3.CANTOPEN)

// because lets SQLite know a fault by its own code, and a full store as such.
func because(err error, code sqlite3.ExtendedErrorCode) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, errFull):
		return vfs.SystemError(err, sqlite3.FULL)
	}
	return vfs.SystemError(err, code)
}

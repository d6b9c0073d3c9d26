//go:build !(linux || darwin || windows || freebsd || openbsd || netbsd || dragonfly || illumos)

package store

import "github.com/ncruces/go-sqlite3/vfs"

// aloneVFS is the file system of a program that has its files for itself: locks
// are always granted. Where the operating system has no locks to offer, SQLite
// would otherwise do without a write-ahead log and could not recover from a
// crash.
const aloneVFS = "carrel-alone"

func init() { vfs.Register(aloneVFS, alone{vfs.Find("")}) }

type alone struct{ vfs.VFS }

func (a alone) OpenFilename(name *vfs.Filename, flags vfs.OpenFlag) (vfs.File, vfs.OpenFlag, error) {
	f, flags, err := a.VFS.(vfs.VFSFilename).OpenFilename(name, flags)
	if err != nil {
		return nil, flags, err
	}
	return aloneFile{f}, flags, nil
}

type aloneFile struct{ vfs.File }

func (aloneFile) Lock(vfs.LockLevel) error         { return nil }
func (aloneFile) Unlock(vfs.LockLevel) error       { return nil }
func (aloneFile) CheckReservedLock() (bool, error) { return false, nil }

//go:build !(linux || darwin || windows || freebsd || openbsd || netbsd || dragonfly || illumos)

package store

import "github.com/ncruces/go-sqlite3/vfs"

// aloneVFS is a file system for a program that has its files to itself: it grants every
// lock. Without it, SQLite would not use a write-ahead log where the operating system has
// no locks, and could not recover from a crash.
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

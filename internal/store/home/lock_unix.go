//go:build linux || darwin || freebsd || openbsd || netbsd || dragonfly

package home

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"carrel/internal/study"
)

// Lock keeps other processes out of a home until release is called or this process
// ends in any way.
func Lock(home string) (release func(), err error) {
	f, err := os.OpenFile(filepath.Join(home, lockName), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	return lock(home, f)
}

// LockExisting is Lock for a home that may not be written to. A home without a lock file
// is not in use by any process.
func LockExisting(home string) (release func(), err error) {
	f, err := os.Open(filepath.Join(home, lockName))
	if errors.Is(err, fs.ErrNotExist) {
		return func() {}, nil
	}
	if err != nil {
		return nil, err
	}
	return lock(home, f)
}

func lock(home string, f *os.File) (release func(), err error) {
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		f.Close()
		return nil, inUse(home)
	}
	if err != nil {
		f.Close()
		return nil, study.Because(err, study.Unavailable, "the folder %s cannot be locked, as on some network drives. Choose a folder on this computer with --home", home)
	}
	return func() {
		// Closing the file is not enough: a child process that is just starting holds a copy of
		// the descriptor until it executes its own program.
		syscall.Flock(int(f.Fd()), syscall.LOCK_UN)
		f.Close()
	}, nil
}

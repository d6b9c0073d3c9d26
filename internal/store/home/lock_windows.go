package home

import (
	"errors"
	"path/filepath"
	"syscall"
)

// Lock keeps other processes out of a home until release is called or this process
// ends. It opens the lock file without sharing, which Windows allows only once.
func Lock(home string) (release func(), err error) {
	name, err := syscall.UTF16PtrFromString(filepath.Join(home, lockName))
	if err != nil {
		return nil, err
	}
	h, err := syscall.CreateFile(name, syscall.GENERIC_READ|syscall.GENERIC_WRITE, 0, nil,
		syscall.OPEN_ALWAYS, syscall.FILE_ATTRIBUTE_NORMAL, 0)
	const sharingViolation = syscall.Errno(32)
	if errors.Is(err, sharingViolation) {
		return nil, inUse(home)
	}
	if err != nil {
		return nil, err
	}
	return func() { syscall.CloseHandle(h) }, nil
}

// LockExisting is Lock for a home that may not be written to.
func LockExisting(home string) (release func(), err error) {
	release, err = Lock(home)
	if errors.Is(err, syscall.ERROR_ACCESS_DENIED) || errors.Is(err, syscall.ERROR_FILE_NOT_FOUND) {
		return func() {}, nil
	}
	return release, err
}

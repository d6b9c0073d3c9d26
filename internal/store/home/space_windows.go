package home

import (
	"errors"
	"syscall"
)

// NoSpace reports whether the disk, or the learner's quota on it, is full:
// ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL, ERROR_DISK_QUOTA_EXCEEDED.
func NoSpace(err error) bool {
	return errors.Is(err, syscall.Errno(39)) || errors.Is(err, syscall.Errno(112)) || errors.Is(err, syscall.Errno(1295))
}

// ReadOnly reports whether an error is that of a disk that cannot be written to.
func ReadOnly(err error) bool { return errors.Is(err, syscall.Errno(19)) }

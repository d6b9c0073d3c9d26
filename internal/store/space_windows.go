package store

import (
	"errors"
	"syscall"
)

// noSpace reports whether the disk, or the learner's quota on it, is full:
// ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL, ERROR_DISK_QUOTA_EXCEEDED.
func noSpace(err error) bool {
	return errors.Is(err, syscall.Errno(39)) || errors.Is(err, syscall.Errno(112)) || errors.Is(err, syscall.Errno(1295))
}

func readOnly(err error) bool { return errors.Is(err, syscall.Errno(19)) }

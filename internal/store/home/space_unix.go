//go:build unix || js

package home

import (
	"errors"
	"syscall"
)

// NoSpace reports whether the disk, or the learner's quota on it, is full.
func NoSpace(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}

// ReadOnly reports whether an error is that of a file system that cannot be written to.
func ReadOnly(err error) bool { return errors.Is(err, syscall.EROFS) }

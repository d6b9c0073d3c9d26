//go:build unix || js

package store

import (
	"errors"
	"syscall"
)

// noSpace reports whether the disk, or the learner's quota on it, is full.
func noSpace(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}

func readOnly(err error) bool { return errors.Is(err, syscall.EROFS) }

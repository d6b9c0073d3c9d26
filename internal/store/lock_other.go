//go:build !(linux || darwin || freebsd || openbsd || netbsd || dragonfly || windows)

package store

// lockHome does nothing. In a browser the private file system lets only one worker open a
// file; the other systems have no locks.
func lockHome(string) (release func(), err error) { return func() {}, nil }

func lockCopy(string) (release func(), err error) { return func() {}, nil }

//go:build !(linux || darwin || freebsd || openbsd || netbsd || dragonfly || windows)

package home

// Lock does nothing. In a browser the private file system lets only one worker open a
// file; the other systems have no locks.
func Lock(string) (release func(), err error) { return func() {}, nil }

// LockExisting does nothing either.
func LockExisting(string) (release func(), err error) { return func() {}, nil }

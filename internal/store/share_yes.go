//go:build linux || darwin || windows || freebsd || openbsd || netbsd || dragonfly || illumos

package store

// canShare and canLock say what SQLite's files can do on this system.
const (
	canShare = true
	canLock  = true
)

//go:build !(linux || darwin || windows || freebsd || openbsd || netbsd || dragonfly || illumos)

package store

// canShare and canLock say what SQLite's files can do on this system: in a
// browser and under node, one connection has a file for itself.
const (
	canShare = false
	canLock  = false
)

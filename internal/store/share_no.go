//go:build !(linux || darwin || windows || freebsd || openbsd || netbsd || dragonfly || illumos)

package store

// canShare says that several connections may have the database open. In a
// browser and under node, one has it for itself.
const canShare = false

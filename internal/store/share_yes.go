//go:build linux || darwin || windows || freebsd || openbsd || netbsd || dragonfly || illumos

package store

// canShare reports whether several connections can have the database open.
const canShare = true

// The operating system has locks, so aloneVFS is not needed.
const aloneVFS = ""

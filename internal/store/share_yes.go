//go:build linux || darwin || windows || freebsd || openbsd || netbsd || dragonfly || illumos

package store

// canShare says that several connections may have the database open.
const canShare = true

// aloneVFS is not needed.
const aloneVFS = ""

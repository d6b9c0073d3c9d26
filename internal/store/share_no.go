//go:build !(linux || darwin || windows || freebsd || openbsd || netbsd || dragonfly || illumos)

package store

// canShare reports whether several connections can have the database open. In a browser
// and under Node.js only one can.
const canShare = false

//go:build !(linux || darwin || freebsd || openbsd || netbsd || dragonfly)

package relay

import (
	"errors"
	"net"
	"os"
)

// canPass reports whether an open file can be passed to the other process. Here
// it cannot, so the contents of the file are sent.
const canPass = false

func sendWith(*net.UnixConn, []byte, *os.File) error { return errors.ErrUnsupported }

// inbox reads a connection.
type inbox struct{ c *net.UnixConn }

func (i *inbox) Read(p []byte) (int, error) { return i.c.Read(p) }
func (i *inbox) take() *os.File             { return nil }
func (i *inbox) close()                     {}

package relay

import (
	"errors"
	"io"
	"io/fs"
	"syscall"

	"carrel/internal/study"
)

// wireError is an error of the operating system in transit. It keeps what callers
// test for: whether a file is missing, access is denied, or the disk is full.
type wireError struct {
	Op    string `json:"op,omitempty"`
	Path  string `json:"path,omitempty"`
	Errno uint   `json:"errno,omitempty"`
	EOF   bool   `json:"eof,omitempty"`
	Text  string `json:"text,omitempty"`
}

func toWire(err error) *wireError {
	if err == nil {
		return nil
	}
	w := &wireError{Text: err.Error(), EOF: err == io.EOF}
	var p *fs.PathError
	if errors.As(err, &p) {
		w.Op, w.Path, w.Text = p.Op, p.Path, p.Err.Error()
	}
	var n syscall.Errno
	if errors.As(err, &n) {
		w.Errno = uint(n)
	}
	return w
}

func (w *wireError) error() error {
	if w == nil {
		return nil
	}
	if w.EOF {
		return io.EOF
	}
	err := errors.New(w.Text)
	if w.Errno != 0 {
		err = syscall.Errno(w.Errno)
	}
	if w.Op != "" {
		return &fs.PathError{Op: w.Op, Path: w.Path, Err: err}
	}
	return err
}

// ErrNobody means that no process serves the collection's socket.
var ErrNobody = errors.New("nobody listens")

// errGone means that the other side closed the connection early.
var errGone = errors.New("the other side of the connection has ended")

func refusal(kind study.ErrorKind, message string) *wireText {
	return &wireText{Kind: kind, Message: message}
}

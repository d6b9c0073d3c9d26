package main

import (
	"context"
	"errors"
	"io"
)

// interruptible is a reader whose reads end with the context, even while a
// terminal or a pipe has no input, so that Ctrl-C works there.
type interruptible struct {
	ctx  context.Context
	r    io.Reader
	read chan readResult // result of the read in progress
	left readResult      // read, but not yet returned
	busy bool
}

type readResult struct {
	data []byte
	err  error
}

func newInterruptible(ctx context.Context, r io.Reader) *interruptible {
	return &interruptible{ctx: ctx, r: r, read: make(chan readResult, 1)}
}

func (i *interruptible) Read(p []byte) (int, error) {
	if err := i.ctx.Err(); err != nil {
		return 0, err
	}
	if len(i.left.data) == 0 && i.left.err == nil {
		if !i.busy {
			i.busy = true
			go i.fetch(make([]byte, len(p)))
		}
		select {
		case <-i.ctx.Done():
			return 0, i.ctx.Err()
		case i.left = <-i.read:
			i.busy = false
		}
	}
	n := copy(p, i.left.data)
	if i.left.data = i.left.data[n:]; n > 0 {
		return n, nil
	}
	err := i.left.err
	i.left.err = nil
	return 0, err
}

func (i *interruptible) fetch(buffer []byte) {
	n, err := i.r.Read(buffer)
	i.read <- readResult{buffer[:n], err}
}

// Seek seeks in the underlying reader, if that can seek. It must only be used
// before the first read.
func (i *interruptible) Seek(offset int64, whence int) (int64, error) {
	if s, ok := i.r.(io.Seeker); ok {
		return s.Seek(offset, whence)
	}
	return 0, errors.ErrUnsupported
}

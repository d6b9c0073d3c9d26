package faultvfs

import (
	"syscall"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/vfs"
)

// EIO and ENOSPC are what the operating system's file system gives SQLite when
// a disk is broken and when it is full.
var (
	EIO    error = syscall.EIO
	ENOSPC       = vfs.SystemError(syscall.ENOSPC, sqlite3.FULL)
)

// Counter counts calls, and fails some.
type Counter struct {
	calls  int
	failed int
	bytes  int64
}

// Fail sets a hook that fails the n-th of some calls, counted from 1, and with
// lasting all that follow; n 0 fails none. The counter it returns must only be
// read while SQLite does nothing.
func (f *FS) Fail(ops Op, n int, err error, lasting bool) *Counter {
	c := &Counter{}
	f.Set(func(call Call) error {
		if call.Op&ops == 0 {
			return nil
		}
		c.calls++
		if n > 0 && (c.calls == n || lasting && c.calls > n) {
			c.failed++
			return err
		}
		if call.Op == Write {
			c.bytes += int64(len(call.Data))
		}
		return nil
	})
	return c
}

// Count sets a hook that counts some calls.
func (f *FS) Count(ops Op) *Counter { return f.Fail(ops, 0, nil, false) }

// Calls is how many calls there were, failed ones among them.
func (c *Counter) Calls() int { return c.calls }

// Failed is how many calls were failed.
func (c *Counter) Failed() int { return c.failed }

// Bytes is how many bytes were written.
func (c *Counter) Bytes() int64 { return c.bytes }

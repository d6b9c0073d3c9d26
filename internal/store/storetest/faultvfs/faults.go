package faultvfs

import (
	"syscall"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/vfs"
)

// EIO and ENOSPC are the errors that the operating system's file system gives SQLite when
// a disk is broken or full.
var (
	EIO    error = syscall.EIO
	ENOSPC       = vfs.SystemError(syscall.ENOSPC, sqlite3.FULL)
)

// Counter counts calls, some of which it fails.
type Counter struct {
	calls  int
	failed int
	bytes  int64
}

// Fail sets a hook that fails the n-th of some calls, counted from 1; lasting also fails
// all later ones, and n 0 fails none. The returned counter must be read only while SQLite
// is idle.
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

// Calls returns the number of calls, failed ones included.
func (c *Counter) Calls() int { return c.calls }

// Failed returns the number of failed calls.
func (c *Counter) Failed() int { return c.failed }

// Bytes returns the number of bytes written.
func (c *Counter) Bytes() int64 { return c.bytes }

//go:build js

package opfs

import (
	"errors"
	"io"
	"syscall/js"

	"carrel/internal/browser"
)

// access reads and writes an open file. It is for one goroutine at a time.
type access struct {
	handle js.Value
	buf    js.Value // Uint8Array of bufSize
	at     js.Value // the option {at: offset}
}

// bufSize is how much crosses between Go and the browser at once: the largest
// page of SQLite.
const bufSize = 64 << 10

// errFull says that the browser gives no more space.
var errFull = errors.New("opfs: the browser's storage is full")

func open(file js.Value) (*access, error) {
	h, err := handle(file)
	if err != nil {
		return nil, err
	}
	return &access{h, js.Global().Get("Uint8Array").New(bufSize), js.Global().Get("Object").New()}, nil
}

func (a *access) part(n int, off int64) js.Value {
	a.at.Set("at", float64(off))
	if n == bufSize {
		return a.buf
	}
	return a.buf.Call("subarray", 0, n)
}

func (a *access) ReadAt(p []byte, off int64) (int, error) {
	done := 0
	for done < len(p) {
		n := min(bufSize, len(p)-done)
		part := a.part(n, off+int64(done))
		v, err := browser.Now(a.handle, "read", part, a.at)
		if err != nil {
			return done, err
		}
		got := v.Int()
		if got < n && got > 0 {
			part = a.buf.Call("subarray", 0, got)
		}
		if got > 0 {
			done += js.CopyBytesToGo(p[done:], part)
		}
		if got < n {
			return done, io.EOF
		}
	}
	return done, nil
}

func (a *access) WriteAt(p []byte, off int64) (int, error) {
	done := 0
	for done < len(p) {
		n := min(bufSize, len(p)-done)
		part := a.part(n, off+int64(done))
		js.CopyBytesToJS(part, p[done:done+n])
		v, err := browser.Now(a.handle, "write", part, a.at)
		if err != nil {
			return done, full(err)
		}
		got := v.Int()
		done += got
		if got < n {
			return done, errFull
		}
	}
	return done, nil
}

func (a *access) size() (int64, error) {
	v, err := browser.Now(a.handle, "getSize")
	if err != nil {
		return 0, err
	}
	return int64(v.Float()), nil
}

func (a *access) truncate(size int64) error {
	_, err := browser.Now(a.handle, "truncate", float64(size))
	return full(err)
}

func (a *access) flush() error {
	_, err := browser.Now(a.handle, "flush")
	return full(err)
}

// zero overwrites the whole file.
func (a *access) zero() error {
	size, err := a.size()
	if err != nil {
		return err
	}
	zeros := make([]byte, min(size, bufSize))
	for off := int64(0); off < size; off += bufSize {
		if _, err := a.WriteAt(zeros[:min(size-off, bufSize)], off); err != nil {
			return err
		}
	}
	return a.flush()
}

func (a *access) Close() error {
	_, err := browser.Now(a.handle, "close")
	return err
}

func full(err error) error {
	var e *browser.Error
	if errors.As(err, &e) && e.Name == "QuotaExceededError" {
		return errFull
	}
	return err
}

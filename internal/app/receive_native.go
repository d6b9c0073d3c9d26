//go:build !js

package app

import (
	"io"

	"carrel/internal/interchange/source"
	"carrel/internal/study"
)

// receive writes an upload to a temporary file in the home, because a zip package
// is read from its end.
func (a *App) receive(body io.Reader) (data io.ReaderAt, size int64, discard func(), err error) {
	f, err := a.store.TempFile("upload-*")
	if err != nil {
		return nil, 0, nil, study.Because(err, study.Unavailable, "the file cannot be kept while it is read: %v", err)
	}
	n, err := io.Copy(f, body)
	if err != nil {
		f.Close()
		return nil, 0, nil, study.Because(err, study.Unavailable, "the file did not arrive whole (%v): try again, or import it with \"carrel import\"", err)
	}
	return f, n, func() { f.Close() }, nil
}

// scratch returns temporary files for unpacking what is too large for memory.
func (a *App) scratch() source.Scratch {
	return func() (source.File, error) { return a.store.TempFile("unpacked-*") }
}

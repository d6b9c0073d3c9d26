//go:build !js

package app

import (
	"io"
	"os"

	"carrel/internal/interchange/source"
	"carrel/internal/study"
)

// receive keeps an upload in a temporary file, since packages are read from
// their end.
func (a *App) receive(body io.Reader) (data io.ReaderAt, size int64, discard func(), err error) {
	f, err := os.CreateTemp("", "carrel-upload-*")
	if err != nil {
		return nil, 0, nil, study.Because(err, study.Unavailable, "the file cannot be kept while it is read: the temporary folder is not writable")
	}
	discard = func() {
		f.Close()
		os.Remove(f.Name())
	}
	n, err := io.Copy(f, body)
	if err != nil {
		discard()
		return nil, 0, nil, study.Because(err, study.Unavailable, "the file did not arrive whole (%v): try again, or import it with \"carrel import\"", err)
	}
	return f, n, discard, nil
}

// scratch makes room to unpack what is too large for memory.
func scratch() source.Scratch { return source.TempFiles("") }

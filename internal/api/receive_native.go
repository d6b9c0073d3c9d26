//go:build !js

package api

import (
	"io"

	"carrel/internal/study"
)

// receive writes an upload to a temporary file in the home, because a zip package
// is read from its end.
func (a *API) receive(body io.Reader) (data io.ReaderAt, size int64, discard func(), err error) {
	f, err := a.lib.Store().TempFile("upload-*")
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

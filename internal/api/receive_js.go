//go:build js

package api

import (
	"bytes"
	"io"

	"carrel/internal/study"
)

// receive keeps an upload in memory: a browser worker has no temporary files.
func (a *API) receive(body io.Reader) (data io.ReaderAt, size int64, discard func(), err error) {
	b, err := io.ReadAll(body)
	if err != nil {
		return nil, 0, nil, study.Because(err, study.Unavailable, "the file did not arrive whole: try again")
	}
	return bytes.NewReader(b), int64(len(b)), func() {}, nil
}

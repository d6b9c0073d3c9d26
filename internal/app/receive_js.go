//go:build js

package app

import (
	"bytes"
	"io"

	"carrel/internal/interchange/source"
	"carrel/internal/study"
)

// receive keeps an upload in memory: a browser worker has no temporary files.
func (a *App) receive(body io.Reader) (data io.ReaderAt, size int64, discard func(), err error) {
	b, err := io.ReadAll(body)
	if err != nil {
		return nil, 0, nil, study.Because(err, study.Unavailable, "the file did not arrive whole: try again")
	}
	return bytes.NewReader(b), int64(len(b)), func() {}, nil
}

// scratch returns nil: unpacked data stays in memory, within a size limit.
func (a *App) scratch() source.Scratch { return nil }

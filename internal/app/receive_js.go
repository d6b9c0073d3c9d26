//go:build js

package app

import (
	"bytes"
	"io"

	"carrel/internal/interchange/source"
	"carrel/internal/study"
)

// receive keeps an upload in memory: a worker has no temporary files.
func (a *App) receive(body io.Reader) (data io.ReaderAt, size int64, discard func(), err error) {
	b, err := io.ReadAll(body)
	if err != nil {
		return nil, 0, nil, study.Because(err, study.Unavailable, "the file did not arrive whole: try again")
	}
	return bytes.NewReader(b), int64(len(b)), func() {}, nil
}

// scratch is none: what is unpacked stays in memory, within bounds.
func (a *App) scratch() source.Scratch { return nil }

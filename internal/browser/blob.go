//go:build js

package browser

import (
	"errors"
	"io"
	"sync"
	"syscall/js"
)

// Blob reads a Blob or File of the browser in parts, without copying all of it into
// memory. It works only in workers.
type Blob struct {
	blob   js.Value
	reader js.Value
	size   int64
	at     int64

	mu    sync.Mutex
	ahead []byte // bytes at offset from, read ahead for small reads
	from  int64
}

// aheadSize is how many bytes a small read fetches, because a call into the browser costs
// more than the bytes.
const aheadSize = 256 << 10

// NewBlob returns a reader of the blob v.
func NewBlob(v js.Value) *Blob {
	return &Blob{blob: v, reader: js.Global().Get("FileReaderSync").New(), size: int64(v.Get("size").Float())}
}

// Size returns the length in bytes.
func (b *Blob) Size() int64 { return b.size }

// ReadAt implements io.ReaderAt.
func (b *Blob) ReadAt(p []byte, off int64) (int, error) {
	if off < 0 {
		return 0, errors.New("browser: a blob is read from before its start")
	}
	if off >= b.size {
		return 0, io.EOF
	}
	n := int(min(int64(len(p)), b.size-off))
	if err := b.fill(p[:n], off); err != nil {
		return 0, err
	}
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// fill reads len(p) bytes, which the caller knows to exist.
func (b *Blob) fill(p []byte, off int64) error {
	if len(p) >= aheadSize {
		return b.take(p, off)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if off < b.from || off+int64(len(p)) > b.from+int64(len(b.ahead)) {
		if b.ahead == nil {
			b.ahead = make([]byte, 0, min(b.size, aheadSize))
		}
		n := min(b.size-off, aheadSize)
		b.ahead, b.from = b.ahead[:n], off
		if err := b.take(b.ahead, off); err != nil {
			b.ahead = b.ahead[:0]
			return err
		}
	}
	copy(p, b.ahead[off-b.from:])
	return nil
}

func (b *Blob) take(p []byte, off int64) error {
	part := b.blob.Call("slice", float64(off), float64(off)+float64(len(p)))
	buf, err := Now(b.reader, "readAsArrayBuffer", part)
	if err != nil {
		return err
	}
	if n := js.CopyBytesToGo(p, js.Global().Get("Uint8Array").New(buf)); n < len(p) {
		return io.ErrUnexpectedEOF
	}
	return nil
}

// Read implements io.Reader.
func (b *Blob) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	n, err := b.ReadAt(p, b.at)
	b.at += int64(n)
	if n > 0 {
		err = nil
	}
	return n, err
}

// Seek implements io.Seeker.
func (b *Blob) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += b.at
	case io.SeekEnd:
		offset += b.size
	}
	if offset < 0 {
		return 0, errors.New("browser: a blob is sought before its start")
	}
	b.at = offset
	return offset, nil
}

// Close does nothing: the browser frees a blob that nothing refers to.
func (b *Blob) Close() error { return nil }

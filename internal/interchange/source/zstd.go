package source

import (
	"io"

	"github.com/klauspost/compress/zstd"
)

// Zstd decompresses zstandard streams one after the other in bounded memory. The caller
// must limit its readers: a stream can decompress to any length.
type Zstd struct{ d *zstd.Decoder }

const maxWindow = 32 << 20

// Reader starts a new stream and ends the previous one.
func (z *Zstd) Reader(r io.Reader) (io.Reader, error) {
	if z.d == nil {
		d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1),
			zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow))
		if err != nil {
			return nil, err
		}
		z.d = d
	}
	if err := z.d.Reset(r); err != nil {
		return nil, err
	}
	return z.d, nil
}

// Close frees the decoder.
func (z *Zstd) Close() {
	if z.d != nil {
		z.d.Close()
	}
}

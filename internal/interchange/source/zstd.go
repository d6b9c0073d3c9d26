package source

import (
	"io"

	"github.com/klauspost/compress/zstd"
)

// Zstd unpacks zstandard streams one after the other in bounded memory. Its
// readers must be capped by the caller: a stream can unpack to any length.
type Zstd struct{ d *zstd.Decoder }

const maxWindow = 32 << 20

// Reader starts on a new stream and ends the one before.
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

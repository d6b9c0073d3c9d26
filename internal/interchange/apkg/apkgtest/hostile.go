package apkgtest

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"hash/crc32"
	"io"

	"github.com/klauspost/compress/zstd"
)

func writeLie(z *zip.Writer, h *zip.FileHeader, e Entry) {
	packed := e.Data
	if e.Deflate {
		packed = Deflate(bytes.NewReader(e.Data))
	}
	h.CRC32 = crc32.ChecksumIEEE(e.Data)
	h.CompressedSize64 = uint64(len(packed))
	h.UncompressedSize64 = e.Claim
	w, err := z.CreateRaw(h)
	if err == nil {
		_, err = w.Write(packed)
	}
	if err != nil {
		panic(err)
	}
}

// Deflate compresses the bytes of r.
func Deflate(r io.Reader) []byte {
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestSpeed)
	if err == nil {
		_, err = io.Copy(w, r)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		panic(err)
	}
	return b.Bytes()
}

// Zeros returns a reader of n zero bytes.
func Zeros(n int64) io.Reader { return io.LimitReader(zeros{}, n) }

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// ZstdBomb returns a small zstandard stream that unpacks to n zeros.
func ZstdBomb(n int64) []byte {
	var b bytes.Buffer
	w, err := zstd.NewWriter(&b, zstd.WithEncoderConcurrency(1))
	if err == nil {
		_, err = io.Copy(w, Zeros(n))
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		panic(err)
	}
	return b.Bytes()
}

// RawEntry is a zip entry whose compressed bytes and header fields are written unchecked.
type RawEntry struct {
	Name   string
	Packed []byte
	Method uint16
	Claim  uint64
}

// RawZip makes a zip file of raw entries.
func RawZip(entries ...RawEntry) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, e := range entries {
		w, err := z.CreateRaw(&zip.FileHeader{
			Name: e.Name, Method: e.Method,
			CompressedSize64: uint64(len(e.Packed)), UncompressedSize64: e.Claim,
		})
		if err == nil {
			_, err = w.Write(e.Packed)
		}
		if err != nil {
			panic(err)
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

package source

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"carrel/internal/study"
)

func TestUnpackedReadsLikeWhatWasUnpacked(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.IntRange(0, 3<<20).Draw(t, "size")
		want := make([]byte, size)
		r := rand.NewChaCha8([32]byte{1})
		_, _ = r.Read(want)
		src := FromBytes("x", nil)
		u, err := src.Unpack(iotestOneByOne(bytes.NewReader(want)), 4<<20, "thing")
		if err != nil {
			t.Fatal(err)
		}
		defer u.Close()
		if n, _ := u.Size(); n != int64(size) {
			t.Fatalf("size %d, want %d", n, size)
		}
		off := rapid.IntRange(0, size).Draw(t, "offset")
		p := make([]byte, rapid.IntRange(0, size-off).Draw(t, "length"))
		if n, err := u.ReadAt(p, int64(off)); n != len(p) || err != nil && err != io.EOF || !bytes.Equal(p, want[off:off+len(p)]) {
			t.Fatalf("read %d bytes at %d: got %d, %v", len(p), off, n, err)
		}
	})
}

// iotestOneByOne returns a reader that yields pieces of different sizes.
func iotestOneByOne(r io.Reader) io.Reader { return &pieces{r: r} }

type pieces struct {
	r io.Reader
	n int
}

func (p *pieces) Read(b []byte) (int, error) {
	p.n = p.n*7%9973 + 1
	return p.r.Read(b[:min(len(b), p.n)])
}

func TestUnpackIsBounded(t *testing.T) {
	for _, scratch := range []Scratch{nil, TempFiles(t.TempDir())} {
		src := FromBytes("x", nil)
		src.Scratch = scratch
		_, err := src.Unpack(io.LimitReader(zeros{}, 40<<20), 30<<20, "thing")
		if study.KindOf(err) != study.Unsupported {
			t.Errorf("got %v", err)
		}
		u, err := src.Unpack(io.LimitReader(zeros{}, 30<<20), 30<<20, "thing")
		if err != nil {
			t.Fatal(err)
		}
		if err := u.Close(); err != nil {
			t.Error(err)
		}
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

func TestFullDiskIsSaidPlainly(t *testing.T) {
	src := FromBytes("x", nil)
	src.Scratch = func() (File, error) { return full{}, nil }
	_, err := src.Unpack(io.LimitReader(zeros{}, 30<<20), 40<<20, "thing")
	if study.KindOf(err) != study.Unavailable || !strings.Contains(err.Error(), "room") {
		t.Errorf("got %v", err)
	}
}

type full struct{}

func (full) Write([]byte) (int, error)         { return 0, errors.New("no space left on device") }
func (full) ReadAt([]byte, int64) (int, error) { return 0, io.EOF }
func (full) Close() error                      { return nil }

func TestUTF16WithLoneSurrogates(t *testing.T) {
	got, ok := DecodeText([]byte("\xff\xfea\x00\x00\xd8b\x00\x00\xdc"))
	if !ok || got != "a\ufffdb\ufffd" {
		t.Errorf("got %q", got)
	}
}

func FuzzZip(f *testing.F) {
	f.Add([]byte("PK\x05\x06" + strings.Repeat("\x00", 18)))
	f.Fuzz(func(t *testing.T, b []byte) {
		z, err := FromBytes("fuzz", b).OpenZip()
		if err != nil {
			return
		}
		for _, n := range z.Names() {
			_, _ = z.Read(n, 1<<20)
		}
	})
}

func FuzzText(f *testing.F) {
	f.Add([]byte("\xff\xfea\x00"))
	f.Add([]byte("caf\xe9"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if s, ok := DecodeText(b); ok && !utf8.ValidString(s) {
			t.Errorf("%q", s)
		}
	})
}

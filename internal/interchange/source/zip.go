package source

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"io"
	"strings"

	"carrel/internal/study"
)

const (
	maxDirectory = 16 << 20 // bytes of the central directory: about 200,000 entries
	bigEntry     = 64 << 20 // above this size a very high ratio counts as a bomb
	maxRatio     = 200
	bigArchive   = 1 << 30 // the same for all entries together
	maxAllRatio  = 100
	maxTotal     = 64 << 30
)

// Archive is a zip file opened safely: its directory is bounded, no entry yields more
// bytes than it declares, and names are never used as paths.
type Archive struct {
	src   Source
	files []*zip.File
	index map[string]*zip.File
	// Skipped lists the entries left out, with reasons.
	Skipped []study.Skip
}

// IsZip reports whether head starts like a zip file.
func IsZip(head []byte) bool {
	return bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06"))
}

// OpenZip opens the source as a zip archive. It reads the directory only.
func (s Source) OpenZip() (*Archive, error) {
	if err := s.checkDirectory(); err != nil {
		return nil, err
	}
	z, err := zip.NewReader(s.ReaderAt, s.Size)
	if err != nil {
		return nil, study.Because(err, study.Unreadable, "%s is a damaged or cut off zip file; fetch or export it again", s.Name)
	}
	a := &Archive{src: s, index: make(map[string]*zip.File, len(z.File))}
	var packed, unpacked uint64
	for _, f := range z.File {
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		if _, twice := a.index[f.Name]; twice {
			a.skip(f.Name, "the archive holds this name twice; the first one was taken")
			continue
		}
		a.index[f.Name] = f
		a.files = append(a.files, f)
		packed += f.CompressedSize64
		unpacked += f.UncompressedSize64
	}
	if packed > uint64(s.Size) || unpacked > maxTotal || unpacked > bigArchive && unpacked/maxAllRatio > packed {
		return nil, s.Errorf(study.Unsupported, "the archive claims to hold more than a file of its size can; it looks like a trap and was left alone")
	}
	return a, nil
}

func (a *Archive) skip(what, why string) {
	const enough = 1000
	if len(a.Skipped) < enough {
		a.Skipped = append(a.Skipped, study.Skip{What: clip(what), Why: why})
	}
}

// Names returns the names of the entries in order, without folders.
func (a *Archive) Names() []string {
	names := make([]string, len(a.files))
	for i, f := range a.files {
		names[i] = f.Name
	}
	return names
}

// Has reports whether the archive has an entry with that name.
func (a *Archive) Has(name string) bool { return a.index[name] != nil }

// Size returns the size that an entry declares. Open never yields more.
func (a *Archive) Size(name string) int64 {
	if f := a.index[name]; f != nil {
		return int64(f.UncompressedSize64)
	}
	return 0
}

// Open returns the content of an entry. A missing entry is a NotFound error; one that
// looks like a zip bomb is Unsupported.
func (a *Archive) Open(name string) (io.ReadCloser, error) {
	f := a.index[name]
	if f == nil {
		return nil, a.src.Errorf(study.NotFound, "the archive has no %q inside", clip(name))
	}
	if f.UncompressedSize64 > bigEntry && f.UncompressedSize64/maxRatio > f.CompressedSize64 {
		return nil, a.src.Errorf(study.Unsupported, "%q unpacks to %d times its size; it looks like a trap and was left alone", clip(name), f.UncompressedSize64/max(f.CompressedSize64, 1))
	}
	if f.Flags&1 != 0 {
		return nil, a.src.Errorf(study.Unsupported, "%q is protected by a password; unpack it first", clip(name))
	}
	r, err := f.Open()
	if err != nil {
		return nil, study.Because(err, study.Unreadable, "%s: %q inside is damaged", a.src.Name, clip(name))
	}
	return &entry{r: r, left: int64(f.UncompressedSize64), file: a.src, name: name}, nil
}

// Read returns the content of an entry of at most limit bytes.
func (a *Archive) Read(name string, limit int64) ([]byte, error) {
	r, err := a.Open(name)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	b, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(b)) > limit {
		return nil, a.src.tooLong(clip(name), limit)
	}
	return b, nil
}

// entry yields at most as many bytes as the directory declares.
type entry struct {
	r    io.ReadCloser
	left int64
	file Source
	name string
}

func (e *entry) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	// One extra byte is enough to detect an entry that is longer than it declares.
	if int64(len(p)) > e.left+1 {
		p = p[:e.left+1]
	}
	n, err := e.r.Read(p)
	if int64(n) > e.left {
		return 0, e.file.Errorf(study.Unreadable, "%q holds more than it declares; it is damaged or a trap", clip(e.name))
	}
	e.left -= int64(n)
	if err != nil && err != io.EOF {
		err = study.Because(err, study.Unreadable, "%s: %q inside is damaged or cut off", e.file.Name, clip(e.name))
	}
	return n, err
}

func (e *entry) Close() error { return e.r.Close() }

// checkDirectory bounds the directory, because archive/zip reads all of it before entries
// can be checked.
func (s Source) checkDirectory() error {
	const endLen = 22
	tail := make([]byte, min(s.Size, endLen+1<<16))
	if _, err := s.ReadAt(tail, s.Size-int64(len(tail))); err != nil && err != io.EOF {
		return s.broken(err)
	}
	i := bytes.LastIndex(tail, []byte("PK\x05\x06"))
	if i < 0 || len(tail)-i < endLen {
		return s.Errorf(study.Unreadable, "the zip file is cut off or damaged: its directory is missing; fetch or export it again")
	}
	end := tail[i:]
	size := int64(binary.LittleEndian.Uint32(end[12:]))
	offset := int64(binary.LittleEndian.Uint32(end[16:]))
	if size == 0xffffffff || offset == 0xffffffff {
		if j := bytes.LastIndex(tail[:i], []byte("PK\x06\x06")); j >= 0 && i-j >= 56 {
			size = int64(binary.LittleEndian.Uint64(tail[j+40:]))
			offset = int64(binary.LittleEndian.Uint64(tail[j+48:]))
		}
	}
	if size < 0 || offset < 0 || size > maxDirectory || s.Size-offset > maxDirectory+endLen+1<<17 {
		return s.Errorf(study.Unsupported, "the zip file has an impossibly large directory; it looks like a trap and was left alone")
	}
	return nil
}

// Context returns a reader of r that fails with ctx's error once ctx is done.
func Context(ctx context.Context, r io.Reader) io.Reader { return contextReader{ctx, r} }

type contextReader struct {
	ctx context.Context
	r   io.Reader
}

func (c contextReader) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}

func clip(s string) string {
	s = strings.ToValidUTF8(s, "�")
	r := []rune(s)
	if len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}

// Package source owns what every importer reads: a file with a name and a size, its
// entries if it is an archive, its text if it is text, and the temporary space to unpack
// it. It also owns the limits that keep a hostile file from using more memory or time
// than an honest one.
package source

import (
	"bytes"
	"io"

	"carrel/internal/study"
)

// Source is one file to import.
type Source struct {
	Name string // the name that the learner knows; every error contains it
	io.ReaderAt
	Size int64 // bytes
	// Scope distinguishes identities derived from the file's name from those of an
	// earlier file with the same name. It is zero for the first file with a name.
	Scope study.ID
	// Scratch creates the temporary files for unpacked data. If it is nil, unpacked data
	// stays in memory, up to MemoryLimit.
	Scratch Scratch
	// Beside opens a file that is kept next to this one under its hash. It is nil if
	// there are no such files.
	Beside func(hash string) (io.ReadCloser, error)
}

// FromBytes returns the source whose content is b.
func FromBytes(name string, b []byte) Source {
	return Source{Name: name, ReaderAt: bytes.NewReader(b), Size: int64(len(b))}
}

// Reader returns a new reader over the whole content.
func (s Source) Reader() io.Reader { return io.NewSectionReader(s.ReaderAt, 0, s.Size) }

// Head returns the first n bytes, or fewer if the file is shorter.
func (s Source) Head(n int) ([]byte, error) {
	b := make([]byte, min(int64(n), s.Size))
	got, err := s.ReadAt(b, 0)
	if got < len(b) && err != nil && err != io.EOF {
		return nil, s.broken(err)
	}
	return b[:got], nil
}

// ReadAll returns the content of a file of at most limit bytes. A longer file is an
// Unsupported error.
func (s Source) ReadAll(limit int64) ([]byte, error) {
	if s.Size > limit {
		return nil, study.Errorf(study.Unsupported, "%s is %s long; Carrel reads files of this kind up to %s", s.Name, bytesText(s.Size), bytesText(limit))
	}
	b := make([]byte, s.Size)
	n, err := io.ReadFull(s.Reader(), b)
	if err != nil && err != io.EOF {
		return nil, s.broken(err)
	}
	return b[:n], nil
}

func (s Source) broken(err error) error {
	return study.Because(err, study.Unreadable, "%s could not be read; check the disk it is on and try again", s.Name)
}

// Errorf returns an error of a kind that names the file first, then the place and the
// reason.
func (s Source) Errorf(kind study.ErrorKind, format string, args ...any) error {
	return study.Errorf(kind, "%s: "+format, append([]any{s.Name}, args...)...)
}

// Package source owns what every importer reads from: a named file of known
// size, the parts of it when it is an archive, its text when it is text, and
// the room to unpack it in. It also owns the bounds that keep a hostile file
// from taking more memory or time than an honest one.
package source

import (
	"bytes"
	"io"

	"carrel/internal/study"
)

// Source is one file to import.
type Source struct {
	Name string // as the learner knows it; every error names it
	io.ReaderAt
	Size int64 // bytes
	// Scope sets what is derived from the file's name apart from what another file
	// of that name brought; zero for the first of a name.
	Scope study.ID
	// Scratch makes room for what is unpacked. nil keeps it in memory, where
	// MemoryLimit bounds it.
	Scratch Scratch
	// Beside opens what is kept beside the file under a hash; nil where there is
	// nothing.
	Beside func(hash string) (io.ReadCloser, error)
}

// FromBytes returns the source whose content is b.
func FromBytes(name string, b []byte) Source {
	return Source{Name: name, ReaderAt: bytes.NewReader(b), Size: int64(len(b))}
}

// Reader returns a new reader over the whole content.
func (s Source) Reader() io.Reader { return io.NewSectionReader(s.ReaderAt, 0, s.Size) }

// Head returns the first n bytes, fewer where the file is shorter.
func (s Source) Head(n int) ([]byte, error) {
	b := make([]byte, min(int64(n), s.Size))
	got, err := s.ReadAt(b, 0)
	if got < len(b) && err != nil && err != io.EOF {
		return nil, s.broken(err)
	}
	return b[:got], nil
}

// ReadAll returns the content of a file of at most limit bytes. A longer one
// is an Unsupported error.
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

// Errorf makes an error of a kind that names the file and then the place and
// the reason.
func (s Source) Errorf(kind study.ErrorKind, format string, args ...any) error {
	return study.Errorf(kind, "%s: "+format, append([]any{s.Name}, args...)...)
}

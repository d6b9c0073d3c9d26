package backups

import (
	"errors"
	"io"
	"io/fs"
	"time"
)

// Files is what a Shelf needs of a file system that is no disk, such as that of a
// browser.
type Files interface {
	// Names are those of the whole files and of the folders there.
	Names() ([]string, error)
	// Size is that of a file in bytes.
	Size(name string) (int64, error)
	// Write, Open and Remove are those of a Shelf.
	Write(name string, write func(io.Writer) error) error
	Open(name string) (io.ReadCloser, error)
	Remove(name string) error
	// RemoveFolders makes what is in folders whose names begin so unreadable, and
	// removes them.
	RemoveFolders(prefix string) error
}

// InFiles is a Shelf in Files.
type InFiles struct {
	Files
	place string
}

// NewInFiles returns the shelf in files that a person knows as place.
func NewInFiles(files Files, place string) *InFiles { return &InFiles{files, place} }

// Place is what a person knows it as.
func (s *InFiles) Place() string { return s.place }

// List lists the backups there.
func (s *InFiles) List() ([]Backup, error) {
	names, err := s.Names()
	if err != nil {
		return nil, err
	}
	var out []Backup
	for _, name := range names {
		b, ok := Parse(name)
		if !ok {
			continue
		}
		b.Size, err = s.Size(name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, b)
	}
	Sort(out)
	return out, nil
}

// Open opens a file.
func (s *InFiles) Open(name string) (File, error) { return s.Files.Open(name) }

// Aside names a new folder for the files of a collection that cannot be read.
func (s *InFiles) Aside(at time.Time) string { return asides + at.UTC().Format(stamp) }

// EraseAsides removes those folders, and what is in them for good.
func (s *InFiles) EraseAsides() error { return s.RemoveFolders(asides) }

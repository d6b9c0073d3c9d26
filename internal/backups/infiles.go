package backups

import (
	"errors"
	"io"
	"io/fs"
	"time"
)

// Files is what InFiles needs of a file system that is not a disk, such as a
// browser's.
type Files interface {
	// Names returns the names of the complete files and of the folders.
	Names() ([]string, error)
	// Size returns the size of a file in bytes.
	Size(name string) (int64, error)
	// Write, Open and Remove are as in Shelf.
	Write(name string, write func(io.Writer) error) error
	Open(name string) (io.ReadCloser, error)
	Remove(name string) error
	// RemoveFolders makes the contents of all folders with a name prefix
	// unreadable, and removes the folders.
	RemoveFolders(prefix string) error
}

// InFiles is a Shelf in Files.
type InFiles struct {
	Files
	place string
}

// NewInFiles returns the shelf in files. place is its name for a person.
func NewInFiles(files Files, place string) *InFiles { return &InFiles{files, place} }

// Place returns the shelf's name for a person.
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

// Aside returns the name of a new folder for the files of a collection that
// cannot be read.
func (s *InFiles) Aside(at time.Time) string { return asides + at.UTC().Format(stamp) }

// EraseAsides permanently removes those folders with their contents.
func (s *InFiles) EraseAsides() error { return s.RemoveFolders(asides) }

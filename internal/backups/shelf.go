package backups

import "io"

// File is a backup that is being read.
type File interface {
	io.Reader
	io.Closer
}

// Shelf is where backups are kept.
type Shelf interface {
	// Place is where a person finds it.
	Place() string
	// List lists the backups, the newest first.
	List() ([]Backup, error)
	// Write keeps a file. It is there whole, and survives a loss of power, when
	// Write returns nil; otherwise nothing is there.
	Write(name string, write func(io.Writer) error) error
	// Open opens a file; an error that is fs.ErrNotExist where there is none.
	Open(name string) (File, error)
	// Remove makes a file unreadable. Removing what is not there is no error.
	Remove(name string) error
}

package backups

import "io"

// File is a backup that is being read.
type File interface {
	io.Reader
	io.Closer
}

// Shelf is a place that stores backups.
type Shelf interface {
	// Place returns the location in words a person understands.
	Place() string
	// List lists the backups, the newest first.
	List() ([]Backup, error)
	// Write stores a file atomically. When Write returns nil, the file is
	// complete and survives a loss of power; after an error there is no file.
	Write(name string, write func(io.Writer) error) error
	// Open opens a file. The error is fs.ErrNotExist if there is none.
	Open(name string) (File, error)
	// Remove makes a file's content unreadable and removes it. Removing a missing
	// file is not an error.
	Remove(name string) error
}

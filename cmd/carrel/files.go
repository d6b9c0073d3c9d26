package main

import (
	"io/fs"

	"carrel/internal/relay"
)

// files gives access to the files that a command line names. They are always
// those of the person who typed it, even if the verb runs in another process.
type files interface {
	Abs(name string) (string, error)
	Stat(name string) (fs.FileInfo, error)
	ReadDir(name string) ([]fs.DirEntry, error)
	Open(name string) (relay.File, error)
	Create(name string) (relay.NewFile, error)
}

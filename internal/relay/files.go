package relay

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// File is an open file.
type File interface {
	io.Reader
	io.ReaderAt
	io.Seeker
	io.Closer
}

// NewFile is written next to its final place, so that a full disk or an
// interruption leaves no partial file there.
type NewFile interface {
	io.Writer
	Keep() error // syncs the file and moves it to its place, replacing an older file
	Discard()    // removes the file, unless it was kept
}

// Disk gives access to the files of this process.
type Disk struct{}

// Abs returns the absolute form of a name.
func (Disk) Abs(name string) (string, error) { return filepath.Abs(name) }

// Stat describes a file.
func (Disk) Stat(name string) (fs.FileInfo, error) { return os.Stat(name) }

// ReadDir lists a folder, sorted by name.
func (Disk) ReadDir(name string) ([]fs.DirEntry, error) { return os.ReadDir(name) }

// Open opens a file for reading.
func (Disk) Open(name string) (File, error) { return os.Open(name) }

// Create begins to write a file.
func (Disk) Create(name string) (NewFile, error) { return create(name) }

func create(name string) (*newDiskFile, error) {
	if st, err := os.Stat(name); err == nil && !st.Mode().IsRegular() && !st.IsDir() {
		// Write to a device or a pipe directly: a file must never replace it.
		f, err := os.OpenFile(name, os.O_WRONLY, 0)
		if err != nil {
			return nil, err
		}
		return &newDiskFile{File: f, name: name, inPlace: true}, nil
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".carrel-*")
	if err != nil {
		return nil, err
	}
	return &newDiskFile{File: f, name: name}, nil
}

type newDiskFile struct {
	*os.File
	name    string
	inPlace bool // what is written is already in its place
	over    bool
}

func (f *newDiskFile) Keep() error {
	defer f.Discard()
	if f.inPlace {
		return f.Close()
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	// Open the folder first: an error after the file was moved would come too
	// late.
	folder, err := os.Open(filepath.Dir(f.name))
	if err != nil {
		return err
	}
	defer folder.Close()
	if err := os.Rename(f.Name(), f.name); err != nil {
		return err
	}
	f.over = true
	if err := folder.Sync(); errors.Is(err, syscall.EIO) { // else: folders cannot be synced here
		return fmt.Errorf("the disk did not confirm that %s is there: %w", f.name, err)
	}
	return nil
}

func (f *newDiskFile) Discard() {
	if f.over {
		return
	}
	f.over = true
	f.Close()
	if !f.inPlace {
		os.Remove(f.Name())
	}
}

// fileInfo is an fs.FileInfo in transit.
type fileInfo struct {
	Base  string      `json:"name"`
	Bytes int64       `json:"size"`
	Bits  fs.FileMode `json:"mode"`
	Time  time.Time   `json:"time"`
}

func infoOf(st fs.FileInfo) *fileInfo {
	return &fileInfo{st.Name(), st.Size(), st.Mode(), st.ModTime()}
}

func (f fileInfo) Name() string       { return f.Base }
func (f fileInfo) Size() int64        { return f.Bytes }
func (f fileInfo) Mode() fs.FileMode  { return f.Bits }
func (f fileInfo) ModTime() time.Time { return f.Time }
func (f fileInfo) IsDir() bool        { return f.Bits.IsDir() }
func (f fileInfo) Sys() any           { return nil }

//go:build js

package opfs

import (
	"errors"
	"io"
	"io/fs"
	"strings"
	"time"

	"carrel/internal/backups"
	"carrel/internal/browser"
	"carrel/internal/store"
)

// Shelf is a backups.Shelf in a folder of the private file system.
type Shelf struct{ folder *Folder }

// Shelf keeps backups in the folder of this name below f.
func (f *Folder) Shelf(name string) (*Shelf, error) {
	sub, err := f.folder(name)
	if err != nil {
		return nil, err
	}
	return &Shelf{sub}, nil
}

// Files keeps what the backups need of media in the folder of this name.
func (s *Shelf) Files(name string) (store.Files, error) { return s.folder.Files(name) }

// Place is a name for messages: a person cannot open the folder.
func (*Shelf) Place() string { return "this browser" }

// List lists the backups of the folder.
func (s *Shelf) List() ([]backups.Backup, error) {
	names, err := s.folder.names()
	if err != nil {
		return nil, err
	}
	half := halfWritten(names)
	var out []backups.Backup
	for _, name := range names {
		b, ok := backups.Parse(name)
		if !ok || half[name] {
			continue
		}
		f, err := s.Open(name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		b.Size = f.(*browser.Blob).Size()
		out = append(out, b)
	}
	backups.Sort(out)
	return out, nil
}

// halfWritten are the backups that a killed worker may have written in part: see
// Folder.rename.
func halfWritten(names []string) map[string]bool {
	half := map[string]bool{}
	for _, name := range names {
		if whole, ok := strings.CutPrefix(name, partial); ok {
			half[whole] = true
		}
	}
	return half
}

// Write writes a file under another name, and renames it when it is complete and
// flushed.
func (s *Shelf) Write(name string, fill func(io.Writer) error) error {
	if err := s.clean(); err != nil {
		return err
	}
	temp := partial + name
	err := s.fill(temp, fill)
	if err == nil {
		err = s.folder.rename(temp, name)
	}
	if err != nil {
		s.clean()
		return disk(err)
	}
	return nil
}

func (s *Shelf) fill(name string, fill func(io.Writer) error) error {
	file, err := s.folder.file(name, true)
	if err != nil {
		return err
	}
	a, err := open(file)
	if err != nil {
		return err
	}
	err = fill(io.NewOffsetWriter(a, 0))
	if err == nil {
		err = a.flush()
	}
	if e := a.Close(); err == nil {
		err = e
	}
	return err
}

// clean removes what is half written.
func (s *Shelf) clean() error {
	names, err := s.folder.names()
	if err != nil {
		return err
	}
	for name := range halfWritten(names) {
		// In this order: while the partial file is there, the other does not count.
		for _, n := range []string{name, partial + name} {
			if err := s.folder.remove(n); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
		}
	}
	return nil
}

// Open opens a file of the folder.
func (s *Shelf) Open(name string) (backups.File, error) {
	if strings.Contains(name, "/") || name == ".." || name == "." {
		return nil, fs.ErrNotExist
	}
	file, err := s.folder.file(name, false)
	if err != nil {
		return nil, err
	}
	blob, err := browser.Call(file, "getFile")
	if err != nil {
		return nil, err
	}
	return browser.NewBlob(blob), nil
}

// Remove overwrites a file with zeros before it removes it.
func (s *Shelf) Remove(name string) error {
	bare, err := s.folder.shred(name)
	if err == nil {
		err = bare
	}
	return err
}

// asides starts the names of folders with the files of a collection that was
// replaced while it could not be read.
const asides = "damaged-"

// Aside is the name of a new folder for the files of a collection that cannot be
// read.
func (*Shelf) Aside(at time.Time) string { return asides + at.UTC().Format("20060102T150405.000Z") }

// EraseAsides removes those folders, and what is in them for good.
func (s *Shelf) EraseAsides() error {
	names, err := s.folder.names()
	if err != nil {
		return err
	}
	for _, name := range names {
		if !strings.HasPrefix(name, asides) {
			continue
		}
		aside := &Shelf{}
		if aside.folder, err = s.folder.folder(name); err != nil {
			return err
		}
		files, err := aside.folder.names()
		if err != nil {
			return err
		}
		for _, f := range files {
			if err := aside.Remove(f); err != nil {
				return err
			}
		}
		if err := s.folder.remove(name); err != nil {
			return err
		}
	}
	return nil
}

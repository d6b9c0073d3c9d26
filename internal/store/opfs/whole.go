//go:build js

package opfs

import (
	"errors"
	"io"
	"io/fs"
	"strings"

	"carrel/internal/browser"
	"carrel/internal/store/home"
)

// Whole keeps files in a folder, each of them whole or not at all. It is where
// backups are: see internal/backups.
type Whole struct{ folder *Folder }

// Whole keeps files in the folder of this name below f.
func (f *Folder) Whole(name string) (*Whole, error) {
	sub, err := f.folder(name)
	if err != nil {
		return nil, err
	}
	return &Whole{sub}, nil
}

// Files keeps media in the folder of this name below.
func (s *Whole) Files(name string) (home.Files, error) { return s.folder.Files(name) }

// Names are those of the whole files and of the folders.
func (s *Whole) Names() ([]string, error) {
	names, err := s.folder.names()
	if err != nil {
		return nil, err
	}
	half := halfWritten(names)
	var out []string
	for _, name := range names {
		if !half[name] && !strings.HasPrefix(name, partial) {
			out = append(out, name)
		}
	}
	return out, nil
}

// Size is that of a file in bytes.
func (s *Whole) Size(name string) (int64, error) {
	f, err := s.Open(name)
	if err != nil {
		return 0, err
	}
	return f.(*browser.Blob).Size(), nil
}

// halfWritten are the files that a killed worker may have written in part: see
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
func (s *Whole) Write(name string, fill func(io.Writer) error) error {
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

func (s *Whole) fill(name string, fill func(io.Writer) error) error {
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
func (s *Whole) clean() error {
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
func (s *Whole) Open(name string) (io.ReadCloser, error) {
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
func (s *Whole) Remove(name string) error {
	bare, err := s.folder.shred(name)
	if err == nil {
		err = bare
	}
	return err
}

// RemoveFolders removes folders whose names begin so, and what is in them for good.
func (s *Whole) RemoveFolders(prefix string) error {
	names, err := s.folder.names()
	if err != nil {
		return err
	}
	for _, name := range names {
		if !strings.HasPrefix(name, prefix) {
			continue
		}
		sub, err := s.folder.folder(name)
		if err != nil {
			return err
		}
		files, err := sub.names()
		if err != nil {
			return err
		}
		for _, f := range files {
			if err := (&Whole{sub}).Remove(f); err != nil {
				return err
			}
		}
		if err := s.folder.remove(name); err != nil {
			return err
		}
	}
	return nil
}

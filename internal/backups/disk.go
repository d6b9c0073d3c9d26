package backups

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// Disk is a Shelf in a folder. The folder is created by the first write.
type Disk struct{ folder string }

// NewDisk returns the shelf in a folder.
func NewDisk(folder string) *Disk { return &Disk{folder} }

// partial is the name prefix of files being written.
const partial = "partial-"

// Place returns the folder.
func (d *Disk) Place() string { return d.folder }

// List lists the backups of the folder.
func (d *Disk) List() ([]Backup, error) {
	entries, err := os.ReadDir(d.folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var out []Backup
	for _, e := range entries {
		b, ok := Parse(e.Name())
		if !ok || !e.Type().IsRegular() {
			continue
		}
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		b.Size = info.Size()
		out = append(out, b)
	}
	Sort(out)
	return out, nil
}

// Write writes a file under a temporary name and renames it when it is complete.
func (d *Disk) Write(name string, write func(io.Writer) error) error {
	if err := os.MkdirAll(d.folder, 0o700); err != nil {
		return err
	}
	d.clean()
	f, err := os.CreateTemp(d.folder, partial)
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	err = write(f)
	if err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err != nil {
		return err
	}
	if err := os.Rename(f.Name(), filepath.Join(d.folder, name)); err != nil {
		return err
	}
	return syncFolder(d.folder)
}

// clean removes the partial files of a killed process.
func (d *Disk) clean() {
	left, _ := filepath.Glob(filepath.Join(d.folder, partial+"*"))
	for _, name := range left {
		os.Remove(name)
	}
}

// Open opens a file of the folder.
func (d *Disk) Open(name string) (File, error) {
	if filepath.Base(name) != name {
		return nil, fs.ErrNotExist
	}
	f, err := os.Open(filepath.Join(d.folder, name))
	if err != nil {
		return nil, err
	}
	return f, nil
}

// asides is the name prefix of folders that hold the files of a collection that
// was replaced while unreadable.
const asides = "damaged-"

// Aside returns the path of a new folder for the files of a collection that
// cannot be read.
func (d *Disk) Aside(at time.Time) string {
	return filepath.Join(d.folder, asides+at.UTC().Format(stamp))
}

// EraseAsides permanently removes those folders with their contents.
func (d *Disk) EraseAsides() error {
	files, err := filepath.Glob(filepath.Join(d.folder, asides+"*", "*"))
	if err != nil {
		return err
	}
	for _, f := range files {
		if err := shred(f); err != nil {
			return err
		}
	}
	folders, err := filepath.Glob(filepath.Join(d.folder, asides+"*"))
	if err != nil {
		return err
	}
	for _, f := range folders {
		if err := os.Remove(f); err != nil {
			return err
		}
	}
	return nil
}

// Remove overwrites a file with zeros before it removes it.
func (d *Disk) Remove(name string) error { return shred(filepath.Join(d.folder, filepath.Base(name))) }

func shred(path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		if info, e := f.Stat(); e == nil && info.Mode().IsRegular() {
			if _, err = io.CopyN(f, zeros{}, info.Size()); err == nil {
				err = f.Sync()
			}
		}
		f.Close()
	}
	if e := os.Remove(path); e != nil {
		return e
	}
	return err
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// syncFolder makes a new name survive a loss of power, if the system can sync a
// folder.
func syncFolder(folder string) error {
	if runtime.GOOS == "windows" || strings.HasPrefix(runtime.GOOS, "js") {
		return nil
	}
	f, err := os.Open(folder)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}

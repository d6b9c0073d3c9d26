package home

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"carrel/internal/study"
)

// NotOverwritten is the error for a file that was removed but could not be overwritten
// first: its bytes may remain in the free space of the disk.
type NotOverwritten struct{ Why error }

func (e *NotOverwritten) Error() string {
	return fmt.Sprintf("the file was removed, but not overwritten first: %v", e.Why)
}

func (e *NotOverwritten) Unwrap() error { return e.Why }

// Shred overwrites a file with zeros before it removes it, so that its bytes do not remain
// in the free space of the disk, where the file system writes in place. It removes a link
// without touching its target. A missing file is not an error. A file that cannot be
// overwritten is still removed; the error is then a NotOverwritten.
func Shred(path string) error {
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	var failed error
	if err != nil {
		failed = err
	} else if info.Mode().IsRegular() {
		failed = overwrite(path, info.Size())
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if failed != nil {
		return &NotOverwritten{failed}
	}
	return nil
}

func overwrite(path string, size int64) (err error) {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if errors.Is(err, fs.ErrPermission) && os.Chmod(path, 0o600) == nil {
		f, err = os.OpenFile(path, os.O_WRONLY, 0)
	}
	if err != nil {
		return err
	}
	defer func() {
		if e := f.Close(); err == nil {
			err = e
		}
	}()
	if _, err := io.CopyN(f, zeros{}, size); err != nil {
		return err
	}
	return f.Sync()
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// Left returns how many files could not be removed.
func (r *Removal) Left() int { return r.left }

// Removal counts failures while it removes files. It goes on after each, so that one file
// does not keep the others from being removed.
type Removal struct {
	left, bare       int   // files not removed; files removed but not overwritten
	whyLeft, whyBare error // the first reason for each
}

// Add counts the result of removing one file.
func (r *Removal) Add(err error) {
	var bare *NotOverwritten
	switch {
	case err == nil:
	case errors.As(err, &bare):
		if r.bare++; r.whyBare == nil {
			r.whyBare = bare.Why
		}
	default:
		if r.left++; r.whyLeft == nil {
			r.whyLeft = err
		}
	}
}

// Folder shreds every file in a folder and removes its subfolders. The folder itself
// stays, since someone may be about to write to it.
func (r *Removal) Folder(path string) {
	entries, err := os.ReadDir(path)
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	if err != nil {
		r.Add(err)
		return
	}
	for _, e := range entries {
		in := filepath.Join(path, e.Name())
		if e.IsDir() {
			r.Folder(in)
			os.Remove(in) // fails if something is left in it, which was counted
			continue
		}
		r.Add(Shred(in))
	}
}

// Err returns the error to report, or nil if all files were removed.
func (r *Removal) Err() error {
	switch {
	case r.left > 0:
		return study.Because(r.whyLeft, study.Unavailable, "%s could not be removed from the disk (%v); Carrel tries again when it is started next", countFiles(r.left), r.whyLeft)
	case r.bare > 0:
		return study.Because(r.whyBare, study.Unavailable, "all is erased, but %s could not be overwritten before removal (%v): the bytes may stay in the free space of the disk until something else is written there", countFiles(r.bare), r.whyBare)
	}
	return nil
}

func countFiles(n int) string {
	if n == 1 {
		return "1 file"
	}
	return fmt.Sprintf("%d files", n)
}

package store

import (
	"errors"
	"os"
	"path/filepath"
)

// TempFolder is the folder of a home for temporary files: uploads of the page, and copies
// that exports read. Opening the home empties it.
const TempFolder = "tmp"

// TempFile is a file whose content is removed from the disk when it is closed. Only its
// owner can read it.
type TempFile struct{ *os.File }

// TempFile creates a temporary file, in the home if that is on the disk.
func (s *Store) TempFile(pattern string) (TempFile, error) {
	dir := ""
	if s.onDisk() && s.copyVFS == "" {
		dir = filepath.Join(s.opt.Home, TempFolder)
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return TempFile{}, err
		}
	}
	f, err := os.CreateTemp(dir, pattern) // creates it with mode 0600
	return TempFile{f}, err
}

// Close overwrites the file and removes it.
func (t TempFile) Close() error {
	return errors.Join(t.File.Close(), Shred(t.Name()))
}

// clearTemp removes the files that a killed process left. A file that cannot be removed
// does not prevent opening; EraseLeft reports it.
func (s *Store) clearTemp() {
	if !s.onDisk() || s.copyVFS != "" {
		return
	}
	var r removal
	r.folder(filepath.Join(s.opt.Home, TempFolder))
	s.eraseLeft = r.err()
}

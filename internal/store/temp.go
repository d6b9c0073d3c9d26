package store

import (
	"errors"
	"os"
	"path/filepath"
)

// TempFolder is the folder of a home for files that are there for a while: what
// a page sends, and copies that exports read. Nothing in it outlives a start.
const TempFolder = "tmp"

// TempFile is a file that leaves nothing behind when it is closed. Only its owner
// may read it.
type TempFile struct{ *os.File }

// TempFile makes a temporary file in the home, where there is one on the disk.
func (s *Store) TempFile(pattern string) (TempFile, error) {
	dir := ""
	if s.onDisk() && s.copyVFS == "" {
		dir = filepath.Join(s.opt.Home, TempFolder)
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return TempFile{}, err
		}
	}
	f, err := os.CreateTemp(dir, pattern) // with mode 0600
	return TempFile{f}, err
}

// Close overwrites the file and removes it.
func (t TempFile) Close() error {
	return errors.Join(t.File.Close(), Shred(t.Name()))
}

// clearTemp removes what a killed process left. What resists does not keep the
// collection from being opened; EraseLeft tells it.
func (s *Store) clearTemp() {
	if !s.onDisk() || s.copyVFS != "" {
		return
	}
	var r removal
	r.folder(filepath.Join(s.opt.Home, TempFolder))
	s.eraseLeft = r.err()
}

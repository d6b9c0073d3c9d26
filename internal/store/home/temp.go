package home

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

// NewTempFile creates a temporary file in a home. With "" for the home, it uses the folder of
// the operating system.
func NewTempFile(home, pattern string) (TempFile, error) {
	dir := ""
	if home != "" {
		dir = filepath.Join(home, TempFolder)
		if err := os.MkdirAll(dir, PrivateFolder); err != nil {
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

// ClearTemp removes the temporary files of a home that a killed process left.
func ClearTemp(home string) error {
	var r Removal
	r.Folder(filepath.Join(home, TempFolder))
	return r.Err()
}

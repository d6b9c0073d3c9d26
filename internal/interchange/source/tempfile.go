package source

import (
	"errors"
	"os"
)

// TempFiles returns a Scratch that creates its files in dir, or in the system's temporary
// folder if dir is "".
func TempFiles(dir string) Scratch {
	return func() (File, error) {
		f, err := os.CreateTemp(dir, "carrel-import-*")
		if err != nil {
			return nil, err
		}
		return tempFile{f}, nil
	}
}

type tempFile struct{ *os.File }

func (t tempFile) Close() error {
	return errors.Join(t.File.Close(), os.Remove(t.Name()))
}

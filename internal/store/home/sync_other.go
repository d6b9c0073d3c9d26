//go:build !linux

package home

import (
	"os"
	"path/filepath"
)

func syncFiles(_ string, paths []string) error {
	folders := map[string]bool{}
	for _, path := range paths {
		folders[filepath.Dir(path)] = true
		f, err := os.OpenFile(path, os.O_RDWR, 0)
		if os.IsNotExist(err) {
			continue // removed in the meantime
		}
		if err != nil {
			return err
		}
		err = f.Sync()
		if e := f.Close(); err == nil {
			err = e
		}
		if err != nil {
			return err
		}
	}
	for folder := range folders {
		syncFolder(folder)
	}
	return nil
}

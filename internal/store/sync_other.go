//go:build !linux

package store

import "os"

func syncFiles(_ string, paths []string) error {
	for _, path := range paths {
		f, err := os.OpenFile(path, os.O_RDWR, 0)
		if os.IsNotExist(err) {
			continue // removed again since
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
	return nil
}

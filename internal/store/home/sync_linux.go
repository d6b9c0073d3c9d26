package home

import (
	"os"

	"golang.org/x/sys/unix"
)

// syncFiles flushes the whole file system of the folder at once. Syncing thousands of
// media files one by one would take minutes.
func syncFiles(folder string, _ []string) error {
	f, err := os.Open(folder)
	if err != nil {
		return err
	}
	defer f.Close()
	return unix.Syncfs(int(f.Fd()))
}

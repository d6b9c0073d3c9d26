package home

import (
	"os"
	"runtime"
)

// syncFolder is SyncNames without its error.
func syncFolder(folder string) {
	f, err := os.Open(folder)
	if err != nil {
		return
	}
	f.Sync() // not every file system supports this for folders
	f.Close()
}

// SyncNames makes new names in a folder survive a loss of power.
func SyncNames(folder string) error {
	if runtime.GOOS == "windows" || runtime.GOOS == "js" {
		return nil // these systems cannot open a folder for that
	}
	f, err := os.Open(folder)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}

package store

import "os"

// syncFolder makes the names in a folder survive a loss of power, where the
// system can do that.
func syncFolder(folder string) {
	f, err := os.Open(folder)
	if err != nil {
		return
	}
	f.Sync() // not every file system has this for folders
	f.Close()
}

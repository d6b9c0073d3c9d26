package store

import "os"

// syncFolder makes the names in a folder survive a loss of power, where the system
// supports that.
func syncFolder(folder string) {
	f, err := os.Open(folder)
	if err != nil {
		return
	}
	f.Sync() // not every file system supports this for folders
	f.Close()
}

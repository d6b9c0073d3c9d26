package home

import "syscall"

// DiskFull reports whether the file system of a folder has no room for another page.
// SQLite reports some full disks as an input/output error without a cause.
func DiskFull(dir string) bool {
	var st syscall.Statfs_t
	return dir != "" && syscall.Statfs(dir, &st) == nil && st.Bavail*uint64(st.Bsize) < 64<<10
}

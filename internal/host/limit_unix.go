//go:build unix

package host

import "syscall"

// connectionLimit returns half of the number of files that this process may open, and
// leaves the other half to everything else.
func connectionLimit() int {
	var l syscall.Rlimit
	if syscall.Getrlimit(syscall.RLIMIT_NOFILE, &l) != nil {
		return mostConnections
	}
	return int(min(max(uint64(l.Cur)/2, 16), mostConnections))
}

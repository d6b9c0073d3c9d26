//go:build darwin || freebsd

package relay

import (
	"net"

	"golang.org/x/sys/unix"
)

// peerUser returns the user at the other end of a connection; ok is false if the
// system cannot tell.
func peerUser(c *net.UnixConn) (uid int, ok bool) {
	raw, err := c.SyscallConn()
	if err != nil {
		return 0, false
	}
	var cred *unix.Xucred
	cerr := raw.Control(func(fd uintptr) {
		cred, err = unix.GetsockoptXucred(int(fd), 0, unix.LOCAL_PEERCRED) // 0 is SOL_LOCAL
	})
	if cerr != nil || err != nil {
		return 0, false
	}
	return int(cred.Uid), true
}

// tellsUser reports whether this system can name the user at the other end. If it
// can, a connection whose user stays unknown is refused.
const tellsUser = true

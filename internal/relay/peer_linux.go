package relay

import (
	"net"
	"syscall"
)

// peerUser returns the user at the other end of a connection; ok is false if the
// system cannot tell.
func peerUser(c *net.UnixConn) (uid int, ok bool) {
	raw, err := c.SyscallConn()
	if err != nil {
		return 0, false
	}
	var cred *syscall.Ucred
	cerr := raw.Control(func(fd uintptr) {
		cred, err = syscall.GetsockoptUcred(int(fd), syscall.SOL_SOCKET, syscall.SO_PEERCRED)
	})
	if cerr != nil || err != nil {
		return 0, false
	}
	return int(cred.Uid), true
}

// tellsUser reports whether this system can name the user at the other end. If it
// can, a connection whose user stays unknown is refused.
const tellsUser = true

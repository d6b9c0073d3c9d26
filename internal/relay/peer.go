package relay

import (
	"net"
	"os"
)

// samePerson reports whether the process at the other end runs as this user.
func samePerson(c *net.UnixConn) bool {
	uid, ok := peerUser(c)
	if !ok {
		return !tellsUser
	}
	return uid == os.Geteuid()
}

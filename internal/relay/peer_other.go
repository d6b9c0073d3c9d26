//go:build !(linux || darwin || freebsd)

package relay

import "net"

// peerUser returns the user at the other end of a connection. This system cannot
// tell; only the permissions of the home keep others out.
func peerUser(*net.UnixConn) (uid int, ok bool) { return 0, false }

const tellsUser = false

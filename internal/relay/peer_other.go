//go:build !(linux || darwin || freebsd)

package relay

import "net"

// peerUser is the user at the other end of a connection. Here the system does
// not tell; the permissions of the home alone keep others out.
func peerUser(*net.UnixConn) (uid int, ok bool) { return 0, false }

const tellsUser = false

package host

import (
	"net"
	"os"
	"strings"
)

// endpoint is what the system knows about one end of a connection.
type endpoint struct {
	uid   uint32
	inode uint32 // 0 if no process holds it any more
}

// lookup finds the socket at one end of a connection. known is false if the system does
// not tell; found is false if there is no such socket.
type lookup func(from, to *net.TCPAddr) (e endpoint, found, known bool)

// stranger reports whether another user is at the other end of a connection. It relies on
// the system only if the system also knows this program's own end; otherwise it returns
// false.
func stranger(local, remote *net.TCPAddr) bool {
	for _, find := range []lookup{askKernel, readTables} {
		own, found, known := find(local, remote)
		if !known || !found || own.uid != uint32(os.Geteuid()) {
			continue
		}
		peer, found, known := find(remote, local)
		if !known {
			continue
		}
		return isStranger(peer, found, own.uid)
	}
	return false
}

// isStranger judges the other end. A socket that no process holds any more shows user 0; a
// client that has gone gets no answer anyway.
func isStranger(peer endpoint, found bool, owner uint32) bool {
	switch {
	case !found || peer.inode == 0:
		return true
	case peer.uid == owner || peer.uid == 0:
		return false
	case peer.uid == overflowUser && !seesAllUsers():
		return false // a user without a number in this namespace
	}
	return true
}

// overflowUser stands for users that a user namespace does not map.
const overflowUser = 65534

func seesAllUsers() bool {
	b, err := os.ReadFile("/proc/self/uid_map")
	return err != nil || strings.Join(strings.Fields(string(b)), " ") == "0 0 4294967295"
}

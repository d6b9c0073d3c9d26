package host

import (
	"encoding/binary"
	"net"
	"syscall"
)

// These constants belong to the kernel's sock_diag interface, see sock_diag(7). It finds
// one socket with one request, however many sockets there are.
const (
	netlinkSockDiag  = 4
	sockDiagByFamily = 20
	requestLength    = 16 + 56 // nlmsghdr, inet_diag_req_v2
)

// askKernel looks up the socket that connects one address to another.
func askKernel(from, to *net.TCPAddr) (e endpoint, found, known bool) {
	src, dst := from.IP.To4(), to.IP.To4()
	if src == nil || dst == nil {
		return e, false, false
	}
	fd, err := syscall.Socket(syscall.AF_NETLINK, syscall.SOCK_RAW|syscall.SOCK_CLOEXEC, netlinkSockDiag)
	if err != nil {
		return e, false, false
	}
	defer syscall.Close(fd)
	wait := syscall.Timeval{Sec: 1}
	syscall.SetsockoptTimeval(fd, syscall.SOL_SOCKET, syscall.SO_RCVTIMEO, &wait)
	if err := syscall.Sendto(fd, diagRequest(src, dst, from.Port, to.Port), 0, &syscall.SockaddrNetlink{Family: syscall.AF_NETLINK}); err != nil {
		return e, false, false
	}
	buf := make([]byte, 4096)
	n, _, err := syscall.Recvfrom(fd, buf, 0)
	if err != nil {
		return e, false, false
	}
	return diagAnswer(buf[:n])
}

func diagRequest(src, dst net.IP, sport, dport int) []byte {
	b := make([]byte, requestLength)
	native := binary.NativeEndian
	native.PutUint32(b[0:], requestLength)
	native.PutUint16(b[4:], sockDiagByFamily)
	native.PutUint16(b[6:], syscall.NLM_F_REQUEST)
	b[16] = syscall.AF_INET
	b[17] = syscall.IPPROTO_TCP
	native.PutUint32(b[20:], 0xffffffff) // any state
	id := b[24:]
	binary.BigEndian.PutUint16(id[0:], uint16(sport))
	binary.BigEndian.PutUint16(id[2:], uint16(dport))
	copy(id[4:], src)
	copy(id[20:], dst)
	native.PutUint64(id[40:], ^uint64(0)) // any cookie
	return b
}

// diagAnswer reads an inet_diag_msg. Of the errors, only "no such socket" counts as an
// answer.
func diagAnswer(b []byte) (e endpoint, found, known bool) {
	native := binary.NativeEndian
	if len(b) < 20 {
		return e, false, false
	}
	switch native.Uint16(b[4:]) {
	case syscall.NLMSG_ERROR:
		return e, false, int32(native.Uint32(b[16:])) == -int32(syscall.ENOENT)
	case sockDiagByFamily:
		if len(b) < 16+72 {
			return e, false, false
		}
		return endpoint{uid: native.Uint32(b[16+64:]), inode: native.Uint32(b[16+68:])}, true, true
	}
	return e, false, false
}

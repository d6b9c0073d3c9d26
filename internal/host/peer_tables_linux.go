package host

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
	"strings"
)

// readTables searches /proc/net, for kernels without sock_diag.
func readTables(from, to *net.TCPAddr) (e endpoint, found, known bool) {
	for name, address := range map[string]func(*net.TCPAddr) string{"/proc/net/tcp": inTable4, "/proc/net/tcp6": inTable6} {
		f, err := os.Open(name)
		if err != nil {
			continue
		}
		e, found = findIn(f, address(from), address(to))
		f.Close()
		known = true
		if found {
			return e, true, true
		}
	}
	return e, false, known
}

// findIn finds a connection in a table such as /proc/net/tcp.
func findIn(table io.Reader, from, to string) (endpoint, bool) {
	lines := bufio.NewScanner(table)
	for lines.Scan() {
		f := strings.Fields(lines.Text())
		if len(f) < 10 || f[1] != from || f[2] != to {
			continue
		}
		uid, err := strconv.ParseUint(f[7], 10, 32)
		inode, err2 := strconv.ParseUint(f[9], 10, 32)
		return endpoint{uint32(uid), uint32(inode)}, err == nil && err2 == nil
	}
	return endpoint{}, false
}

// inTable4 writes an address as /proc/net/tcp does: the four bytes as a number in native
// byte order.
func inTable4(a *net.TCPAddr) string {
	ip := a.IP.To4()
	if ip == nil {
		return ""
	}
	return hostHex(ip) + port(a)
}

// inTable6 does the same for /proc/net/tcp6, which lists IPv4 connections of IPv6 sockets.
func inTable6(a *net.TCPAddr) string {
	ip := a.IP.To16()
	text := ""
	for i := 0; i < len(ip); i += 4 {
		text += hostHex(ip[i : i+4])
	}
	return text + port(a)
}

func hostHex(b []byte) string { return fmt.Sprintf("%08X", binary.NativeEndian.Uint32(b)) }

func port(a *net.TCPAddr) string { return fmt.Sprintf(":%04X", a.Port) }

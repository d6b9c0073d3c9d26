//go:build linux || darwin || freebsd || openbsd || netbsd || dragonfly

package relay

import (
	"io"
	"net"
	"os"
	"syscall"
)

// canPass reports whether an open file can be passed to the other process.
const canPass = true

// sendWith sends a message together with an open file.
func sendWith(c *net.UnixConn, message []byte, f *os.File) error {
	raw, err := f.SyscallConn()
	if err != nil {
		return err
	}
	var n int
	cerr := raw.Control(func(fd uintptr) {
		n, _, err = c.WriteMsgUnix(message, syscall.UnixRights(int(fd)), nil)
	})
	if cerr != nil {
		return cerr
	}
	if err != nil {
		return err
	}
	_, err = c.Write(message[n:])
	return err
}

// inbox reads a connection and keeps the files that come with messages, in order.
type inbox struct {
	c     *net.UnixConn
	files []*os.File
}

func (i *inbox) Read(p []byte) (int, error) {
	oob := make([]byte, syscall.CmsgSpace(4*4))
	n, oobn, _, _, err := i.c.ReadMsgUnix(p, oob)
	if oobn > 0 {
		i.keep(oob[:oobn])
	}
	if n == 0 && err == nil && len(p) > 0 {
		return 0, io.EOF
	}
	return n, err
}

func (i *inbox) keep(oob []byte) {
	messages, err := syscall.ParseSocketControlMessage(oob)
	if err != nil {
		return
	}
	for _, m := range messages {
		fds, err := syscall.ParseUnixRights(&m)
		if err != nil {
			continue
		}
		for _, fd := range fds {
			syscall.CloseOnExec(fd)
			i.files = append(i.files, os.NewFile(uintptr(fd), "passed"))
		}
	}
}

// take returns the file that arrived first, or nil.
func (i *inbox) take() *os.File {
	if len(i.files) == 0 {
		return nil
	}
	f := i.files[0]
	i.files = i.files[1:]
	return f
}

// close closes the files that nobody took.
func (i *inbox) close() {
	for _, f := range i.files {
		f.Close()
	}
	i.files = nil
}

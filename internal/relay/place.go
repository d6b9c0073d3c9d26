package relay

import (
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"

	"carrel/internal/study"
)

const (
	// socketName is the name of the socket in the home.
	socketName = "socket"
	// recordName is the name of a file in the home that contains the path of a
	// socket outside the home.
	recordName = "socket-path"
	// longest is a path length, in bytes, that every system accepts for a socket:
	// macOS has room for 104 bytes with the final zero, Linux for 108.
	longest = 100
	// folderPrefix begins the name of a folder for a socket outside the home.
	folderPrefix = "carrel-socket-"
)

// listenIn opens the socket of a home and removes the remains of an earlier
// process; the caller holds the home's lock. The socket is in the home if its
// path is short enough and the file system supports sockets. Otherwise it is in a
// new folder that only its owner can enter, and the home records the path.
func listenIn(home string) (l *net.UnixListener, remove func(), err error) {
	removeStale(home)
	inHome := filepath.Join(home, socketName)
	if len(inHome) <= longest {
		if l, err := listenAt(inHome); err == nil {
			return l, func() { os.Remove(inHome) }, nil
		}
	}
	folder, err := os.MkdirTemp(runtimeFolder(), folderPrefix)
	if err != nil {
		return nil, nil, err
	}
	path := filepath.Join(folder, socketName)
	if len(path) > longest {
		os.Remove(folder)
		return nil, nil, study.Errorf(study.Unavailable, "%s is too long a path for a socket: set XDG_RUNTIME_DIR or TMPDIR to a shorter one", path)
	}
	l, err = listenAt(path)
	if err == nil {
		err = os.WriteFile(filepath.Join(home, recordName), []byte(path+"\n"), 0o600)
	}
	if err != nil {
		if l != nil {
			l.Close()
		}
		os.Remove(folder)
		return nil, nil, err
	}
	return l, func() { removeStale(home) }, nil
}

func listenAt(path string) (*net.UnixListener, error) {
	l, err := net.ListenUnix("unix", &net.UnixAddr{Name: path, Net: "unix"})
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(path, 0o600); err != nil {
		l.Close()
		return nil, err
	}
	return l, nil
}

// runtimeFolder returns the folder for a socket that cannot be in the home; ""
// means the folder for temporary files.
func runtimeFolder() string {
	dir := os.Getenv("XDG_RUNTIME_DIR")
	if st, err := os.Stat(dir); dir != "" && filepath.IsAbs(dir) && err == nil && st.IsDir() {
		return dir
	}
	return ""
}

// removeStale removes the socket of a process that has ended. It removes a
// recorded folder only if its name is one that listenIn gives.
func removeStale(home string) {
	os.Remove(filepath.Join(home, socketName))
	if path := recorded(home); path != "" {
		os.Remove(path)
		os.Remove(filepath.Dir(path)) // empty now
	}
	os.Remove(filepath.Join(home, recordName))
}

// recorded returns the socket path that the home records; "" for none.
func recorded(home string) string {
	b, err := os.ReadFile(filepath.Join(home, recordName))
	path := strings.TrimSpace(string(b))
	if err != nil || filepath.Base(path) != socketName || !strings.HasPrefix(filepath.Base(filepath.Dir(path)), folderPrefix) {
		return ""
	}
	return path
}

// Served reports whether a process serves a home.
func Served(home string) bool {
	c, err := dial(home)
	if err != nil {
		return false
	}
	c.Close()
	return true
}

// dial connects to the process that serves a home, or returns ErrNobody.
func dial(home string) (*net.UnixConn, error) {
	path := filepath.Join(home, socketName)
	if r := recorded(home); r != "" {
		path = r
	}
	if len(path) > longest+7 { // too long for a socket of this system
		return nil, ErrNobody
	}
	c, err := net.DialUnix("unix", nil, &net.UnixAddr{Name: path, Net: "unix"})
	switch {
	case err == nil:
		return c, nil
	case errors.Is(err, os.ErrPermission):
		return nil, study.Because(err, study.Conflict, "the socket %s belongs to another user: run this command as the user who runs \"carrel serve\"", path)
	}
	return nil, ErrNobody
}

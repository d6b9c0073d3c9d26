package host

import (
	"context"
	"errors"
	"io/fs"
	"net"
	"net/http"
	"strconv"
	"syscall"
	"time"

	"carrel/internal/study"
)

// DefaultPort is Carrel's port unless another is chosen.
const DefaultPort = 4747

// Server serves Carrel on the loopback interface.
type Server struct {
	listener net.Listener
	http     *http.Server
	lock     *Lock
}

// Open listens on a port of 127.0.0.1; 0 takes a free one. A port in use is a Conflict
// that says what to do. The home stores the page's key; "" keeps it in memory.
func Open(port int, home string, api http.Handler, dist fs.FS) (*Server, error) {
	if port < 0 || port > 65535 {
		return nil, study.Errorf(study.Invalid, "%d is no port: choose one from 1 to 65535", port)
	}
	l, err := net.Listen("tcp4", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		if errors.Is(err, syscall.EADDRINUSE) {
			return nil, study.Because(err, study.Conflict, "port %d is in use, perhaps by another Carrel: \"carrel serve --show-address\" shows yours if it is running; or choose another port with --port", port)
		}
		return nil, study.Because(err, study.Unavailable, "port %d cannot be opened on this computer: choose another with --port", port)
	}
	lock, err := NewLock(home)
	if err != nil {
		l.Close()
		return nil, err
	}
	return &Server{listener: bound(l, connectionLimit()), lock: lock, http: &http.Server{
		Handler:           Guard(onlyOwner(usualPace.keep(lock.Protect(api, Page(dist))))),
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		ConnState:         follow,
		ConnContext: func(ctx context.Context, c net.Conn) context.Context {
			return withPeer(withConn(ctx, c), c)
		},
	}}, nil
}

// URL returns the address of the page, without a token.
func (s *Server) URL() string { return "http://" + s.listener.Addr().String() }

// Address returns an address with a token, which admits one browser once.
func (s *Server) Address() string { return s.URL() + "/?token=" + s.lock.Token() }

// Serve answers requests until ctx ends, then waits up to two seconds for those in
// progress.
func (s *Server) Serve(ctx context.Context) error {
	done := make(chan error, 1)
	go func() { done <- s.http.Serve(s.listener) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	stop, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	if err := s.http.Shutdown(stop); err != nil {
		s.http.Close()
	}
	return nil
}

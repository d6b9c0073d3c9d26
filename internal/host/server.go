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

// DefaultPort is where Carrel is found unless told otherwise.
const DefaultPort = 4747

// Server is Carrel on loopback.
type Server struct {
	listener net.Listener
	http     *http.Server
}

// Open takes the port on 127.0.0.1 (0 takes a free one). A port in use is a
// Conflict that says what to do.
func Open(port int, api http.Handler, dist fs.FS) (*Server, error) {
	if port < 0 || port > 65535 {
		return nil, study.Errorf(study.Invalid, "%d is no port: choose one from 1 to 65535", port)
	}
	l, err := net.Listen("tcp4", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		if errors.Is(err, syscall.EADDRINUSE) {
			return nil, study.Because(err, study.Conflict, "port %d is in use, perhaps by another Carrel: open http://127.0.0.1:%d to see, or choose another port with --port", port, port)
		}
		return nil, study.Because(err, study.Unavailable, "port %d cannot be opened on this computer: choose another with --port", port)
	}
	mux := http.NewServeMux()
	mux.Handle("/api/", api)
	mux.Handle("/", Page(dist))
	return &Server{listener: l, http: &http.Server{
		Handler:           Guard(mux),
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
	}}, nil
}

// URL is the address to open.
func (s *Server) URL() string { return "http://" + s.listener.Addr().String() }

// Serve answers until ctx ends, then lets what is under way finish, for at
// most two seconds.
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

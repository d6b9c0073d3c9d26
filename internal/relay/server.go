package relay

import (
	"context"
	"encoding/json"
	"errors"
	"net"
	"sync"
	"time"

	"carrel/internal/study"
)

// Handler runs one command line and returns its exit status. All its input and
// output goes through the Remote. It must return soon after ctx ends.
type Handler func(ctx context.Context, r Request, remote *Remote) int

const (
	// mostAtOnce is how many commands may run at the same time; more are refused.
	mostAtOnce = 16
	// greetingTime is how long a client may take to send its greeting.
	greetingTime = 10 * time.Second
	// lastWords is how long a client may take to read the last output of a
	// command that Close cancelled.
	lastWords = 2 * time.Second
	// closingTime is how long Close waits for cancelled commands to end.
	closingTime = 20 * time.Second
)

// Server runs command lines for other processes of the same person.
type Server struct {
	listener *net.UnixListener
	remove   func()
	home     string
	version  string
	handle   Handler

	places chan struct{}
	stop   context.CancelFunc
	ctx    context.Context
	late   chan struct{} // closed when the time for reading the last output is over
	busy   sync.WaitGroup
}

// Listen opens the socket of a home. The caller holds the lock of the home, so an
// existing socket belongs to a process that has ended.
func Listen(home, version string, handle Handler) (*Server, error) {
	l, remove, err := listenIn(home)
	if err != nil {
		return nil, study.Because(err, study.Unavailable, "no socket can be opened for the collection in %s: %v", home, err)
	}
	ctx, stop := context.WithCancel(context.Background())
	s := &Server{
		listener: l, remove: remove, home: home, version: version, handle: handle,
		places: make(chan struct{}, mostAtOnce), ctx: ctx, stop: stop, late: make(chan struct{}),
	}
	s.busy.Add(1)
	go s.accept()
	return s, nil
}

func (s *Server) accept() {
	defer s.busy.Done()
	for {
		c, err := s.listener.AcceptUnix()
		if err != nil {
			if s.ctx.Err() != nil || errors.Is(err, net.ErrClosed) {
				return
			}
			time.Sleep(50 * time.Millisecond) // too many open files, which is temporary
			continue
		}
		s.busy.Add(1)
		go func() {
			defer s.busy.Done()
			defer c.Close()
			s.serve(c)
		}()
	}
}

// Close cancels the running commands, waits for them to end, and removes the
// socket.
func (s *Server) Close() {
	s.stop()
	s.listener.Close()
	time.AfterFunc(lastWords, func() { close(s.late) })
	ended := make(chan struct{})
	go func() {
		s.busy.Wait()
		close(ended)
	}()
	select {
	case <-ended:
	case <-time.After(closingTime):
	}
	s.remove()
}

// serve handles one connection, which carries one command.
func (s *Server) serve(c *net.UnixConn) {
	if !samePerson(c) {
		s.refuse(c, study.Conflict, "this collection is open for another user: run the command as the user who runs \"carrel serve\"")
		return
	}
	in := &inbox{c: c}
	defer in.close()
	c.SetReadDeadline(time.Now().Add(greetingTime))
	g, err := readGreeting(in, hello)
	if err != nil {
		return
	}
	c.SetReadDeadline(time.Time{})
	if g.Protocol != protocol || g.Version != s.version {
		s.refuse(c, study.Conflict, "\"carrel serve\" is version "+s.version+" and this command is version "+g.Version+": end \"carrel serve\" and start it again with the newer one")
		return
	}
	select {
	case s.places <- struct{}{}:
		defer func() { <-s.places }()
	default:
		s.refuse(c, study.Conflict, "\"carrel serve\" is running too many other commands: try again when one has ended")
		return
	}
	s.run(c, in, g.Request)
}

func (s *Server) refuse(c *net.UnixConn, kind study.ErrorKind, message string) {
	c.SetWriteDeadline(time.Now().Add(greetingTime))
	f := jsonFrame(welcome, 0, greeting{Protocol: protocol, Version: s.version, Refused: refusal(kind, message)})
	c.Write(f.encode())
}

func (s *Server) run(c *net.UnixConn, in *inbox, r Request) {
	ctx, stop := context.WithCancel(s.ctx)
	defer stop()
	out := newOutbox(c, s.home)
	gone := make(chan struct{})
	remote := newRemote(ctx, r, in, out, s.home)
	go func() {
		defer close(gone)
		defer stop()
		remote.receive(stop)
	}()
	out.send(jsonFrame(welcome, 0, greeting{Protocol: protocol, Version: s.version}))
	code := s.handle(ctx, r, remote)
	out.send(frame{kind: exit, payload: []byte{byte(code)}})
	// A client that reads slowly gets all output. The rest is dropped only if the
	// client has ended or this process is about to end.
	rest := make(chan struct{})
	go func() {
		defer close(rest)
		select {
		case <-gone:
		case <-s.late:
		case <-out.done:
		}
	}()
	out.end(rest)
	c.Close()
	<-gone
}

// readGreeting reads the first frame of a connection.
func readGreeting(in *inbox, want kind) (greeting, error) {
	f, err := readFrame(in)
	if err != nil {
		return greeting{}, err
	}
	if f.kind != want {
		return greeting{}, study.Errorf(study.Unreadable, "the other side does not speak as Carrel does")
	}
	var g greeting
	return g, json.Unmarshal(f.payload, &g)
}

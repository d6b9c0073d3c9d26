package host

import (
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

const (
	// mostConnections is the maximum number of open connections; a page needs six.
	mostConnections = 1024
	// usualSendTime is generous: a paused player reads nothing for a while, and requests the
	// rest again later.
	usualSendTime = 2 * time.Minute
	// sendPart is the size of a part in bytes.
	sendPart = 64 << 10
)

// connections limits how many connections are open at once. To make room for another, it
// closes the one that has been silent longest, starting with those without a request. It
// never closes a connection on which the server is working. So a client that opens
// thousands of connections loses only its own, while a page that sends its request at once
// gets its answer.
type connections struct {
	net.Listener
	most int
	// sendTime is how long a client may take to receive one part of an answer.
	sendTime time.Duration

	mu   sync.Mutex
	open map[*conn]struct{}
}

func bound(l net.Listener, most int) *connections {
	return &connections{Listener: l, most: most, sendTime: usualSendTime, open: map[*conn]struct{}{}}
}

// Accept returns the next connection for which there is room.
func (l *connections) Accept() (net.Conn, error) {
	for {
		raw, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		c := &conn{Conn: raw, list: l, sendTime: l.sendTime}
		c.moved.Store(time.Now().UnixNano())
		if l.add(c) {
			return c, nil
		}
		raw.Close()
	}
}

// add makes room for a connection and reports whether it could.
func (l *connections) add(c *conn) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.open) >= l.most {
		silent := l.mostSilent()
		if silent == nil {
			return false
		}
		delete(l.open, silent)
		silent.Conn.Close()
	}
	l.open[c] = struct{}{}
	return true
}

func (l *connections) mostSilent() (silent *conn) {
	var rank waiting
	var since int64
	for c := range l.open {
		r, at := c.waits(), c.moved.Load()
		if r != forUs && (silent == nil || r < rank || r == rank && at < since) {
			silent, rank, since = c, r, at
		}
	}
	return silent
}

// waiting is what the server waits for on a connection, in the order in which connections
// are closed to make room.
type waiting int32

const (
	forRequest waiting = iota // for the first request
	forNext                   // idle between requests
	forClient                 // for the client to send more of a request or read more of an answer
	forUs                     // not waiting: the server is working
)

// conn is a connection on which the server never waits for ever.
type conn struct {
	net.Conn
	list     *connections
	sendTime time.Duration
	state    atomic.Int32 // a waiting, for the connection as a whole
	stuck    atomic.Int32 // number of body reads and writes in progress
	moved    atomic.Int64 // when bytes were last sent or received, in nanoseconds
}

func (c *conn) waits() waiting {
	state := waiting(c.state.Load())
	if state == forUs && c.stuck.Load() > 0 {
		return forClient
	}
	return state
}

// follow records the state that the server reports for a connection.
func follow(raw net.Conn, s http.ConnState) {
	c, ok := raw.(*conn)
	if !ok {
		return
	}
	switch s {
	case http.StateNew:
		c.state.Store(int32(forRequest))
	case http.StateIdle:
		c.state.Store(int32(forNext))
	case http.StateActive:
		c.state.Store(int32(forUs))
	}
}

func (c *conn) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	if n > 0 {
		c.moved.Store(time.Now().UnixNano())
	}
	return n, err
}

// Write sends b in parts, each with its own deadline.
func (c *conn) Write(b []byte) (sent int, err error) {
	c.stuck.Add(1)
	defer c.stuck.Add(-1)
	for {
		part := b[sent:min(len(b), sent+sendPart)]
		c.Conn.SetWriteDeadline(time.Now().Add(c.sendTime))
		n, err := c.Conn.Write(part)
		sent += n
		if n > 0 {
			c.moved.Store(time.Now().UnixNano())
		}
		if err != nil || sent == len(b) {
			return sent, err
		}
	}
}

func (c *conn) Close() error {
	c.list.mu.Lock()
	delete(c.list.open, c)
	c.list.mu.Unlock()
	return c.Conn.Close()
}

package host

import (
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

const (
	// mostConnections is how many connections are held at once; a page needs six.
	mostConnections = 1024
	// usualSendTime is generous: a player that is paused takes nothing for a while,
	// and asks again for the rest later.
	usualSendTime = 2 * time.Minute
	// sendPart is the size of a part in bytes.
	sendPart = 64 << 10
)

// connections bounds how many are open at once. When another comes, the one
// makes room that has been silent longest, those without a request first. A
// request that is being worked on is never broken off. So whoever opens thousands
// of connections loses their own, and a page that asks at once is answered.
type connections struct {
	net.Listener
	most int
	// sendTime is how long a client may take for the next part of an answer.
	sendTime time.Duration

	mu   sync.Mutex
	open map[*conn]struct{}
}

func bound(l net.Listener, most int) *connections {
	return &connections{Listener: l, most: most, sendTime: usualSendTime, open: map[*conn]struct{}{}}
}

// Accept takes the next connection for which there is room.
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

// add makes room for a connection, and reports whether there is any.
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

// waiting is what the server waits for on a connection, in the order in which
// they make room for others.
type waiting int32

const (
	forRequest waiting = iota // its first
	forNext                   // idle between requests
	forClient                 // to send more of a request, or to take more of an answer
	forUs                     // nothing: it is our turn
)

// conn is a connection that is not kept waiting for ever.
type conn struct {
	net.Conn
	list     *connections
	sendTime time.Duration
	state    atomic.Int32 // a waiting, of the connection as a whole
	stuck    atomic.Int32 // how many of our reads of a body and writes are under way
	moved    atomic.Int64 // when bytes last came or went, in nanoseconds
}

func (c *conn) waits() waiting {
	state := waiting(c.state.Load())
	if state == forUs && c.stuck.Load() > 0 {
		return forClient
	}
	return state
}

// follow keeps what the server says of a connection.
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

// Write sends b in parts, each of which has its own time.
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

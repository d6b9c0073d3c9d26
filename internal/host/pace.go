package host

import (
	"context"
	"io"
	"net"
	"net/http"
	"time"
)

// pace is the least amount of a request that must arrive within each period until the
// request is complete.
type pace struct {
	bytes int64
	time  time.Duration
}

// usualPace suits any slow connection, and ends those that are held without being used.
var usualPace = pace{16 << 10, 30 * time.Second}

// connKey is the context key of the connection.
type connKey struct{}

func withConn(ctx context.Context, c net.Conn) context.Context {
	return context.WithValue(ctx, connKey{}, c)
}

// keep ends requests whose body does not arrive in time.
func (p pace) keep(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Body != nil && r.Body != http.NoBody {
			b := &pacedBody{ReadCloser: r.Body, pace: p, control: http.NewResponseController(w)}
			b.conn, _ = r.Context().Value(connKey{}).(*conn)
			b.renew()
			r.Body = b
		}
		next.ServeHTTP(w, r)
	})
}

// pacedBody is a body with a read deadline that moves on as data arrives.
type pacedBody struct {
	io.ReadCloser
	pace    pace
	control *http.ResponseController
	conn    *conn // nil in tests without a network
	got     int64 // bytes since the deadline last moved
}

func (b *pacedBody) renew() {
	b.got = 0
	b.control.SetReadDeadline(time.Now().Add(b.pace.time))
}

func (b *pacedBody) Read(p []byte) (int, error) {
	if b.conn != nil {
		b.conn.stuck.Add(1)
		defer b.conn.stuck.Add(-1)
	}
	n, err := b.ReadCloser.Read(p)
	b.got += int64(n)
	switch {
	case err == io.EOF:
		// Remove the deadline, because the server goes on reading to notice that the client has
		// gone.
		b.control.SetReadDeadline(time.Time{})
	case b.got >= b.pace.bytes:
		b.renew()
	}
	return n, err
}

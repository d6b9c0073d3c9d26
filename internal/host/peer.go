package host

import (
	"context"
	"net"
	"net/http"
	"sync"
)

// peerKey is the context key of the connection, for onlyOwner.
type peerKey struct{}

// withPeer stores the connection in the context for onlyOwner.
func withPeer(ctx context.Context, c net.Conn) context.Context {
	return context.WithValue(ctx, peerKey{}, sync.OnceValue(func() bool {
		local, ok := c.LocalAddr().(*net.TCPAddr)
		remote, ok2 := c.RemoteAddr().(*net.TCPAddr)
		return ok && ok2 && stranger(local, remote)
	}))
}

// onlyOwner refuses requests of other users of this computer, where the system tells who
// is at the other end of a connection. It complements the cookie, which a browser also
// sends to other servers on this computer. Root is admitted: it can read the collection
// anyway, and on some systems it forwards connections.
func onlyOwner(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if isStranger, ok := r.Context().Value(peerKey{}).(func() bool); ok && isStranger() {
			refuse(w, r, anotherUser)
			return
		}
		next.ServeHTTP(w, r)
	})
}

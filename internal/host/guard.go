package host

import (
	"net"
	"net/http"
	"strings"
)

// Policy is the Content-Security-Policy of every answer: the page may load from and
// connect to this server only, and to no other computer by WebRTC.
const Policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; " +
	"img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self'; worker-src 'self'; " +
	"manifest-src 'self'; font-src 'none'; base-uri 'none'; form-action 'none'; webrtc 'block'; frame-ancestors 'none'"

// Allowlist is the Connection-Allowlist. In a browser that supports it (Chromium) it
// blocks what a Content-Security-Policy does not: WebRTC, navigation to another page, and
// preconnecting to it.
const Allowlist = "(response-origin)"

// Permissions is the Permissions-Policy. It allows the microphone and the wake lock, which
// studying needs, and nothing that reveals where or who someone is.
const Permissions = "microphone=(self), screen-wake-lock=(self), autoplay=(self), accelerometer=(), " +
	"ambient-light-sensor=(), attribution-reporting=(), bluetooth=(), browsing-topics=(), camera=(), " +
	"display-capture=(), geolocation=(), gyroscope=(), hid=(), identity-credentials-get=(), " +
	"idle-detection=(), local-fonts=(), magnetometer=(), midi=(), payment=(), " +
	"publickey-credentials-get=(), serial=(), usb=(), xr-spatial-tracking=()"

// Guard passes on only requests of this server's own page. A host name that resolves to
// this machine (DNS rebinding) fails the Host check; another site's page fails the origin
// check, whether it posts or only reads.
func Guard(next http.Handler) http.Handler {
	csrf := http.NewCrossOriginProtection()
	csrf.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		refuse(w, r, anotherSite)
	}))
	inner := csrf.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", Policy)
		h.Set("Connection-Allowlist", Allowlist)
		h.Set("Permissions-Policy", Permissions)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		if !loopbackHost(r.Host) {
			refuse(w, r, notOurName)
			return
		}
		if foreign(r) {
			refuse(w, r, anotherSite)
			return
		}
		inner.ServeHTTP(w, r)
	})
}

// foreign reports whether another site makes the request, according to the browser.
// Reading counts too, because a cover image or a sound could tell a stranger what is being
// studied. Typing the address or following a link to the front page is allowed.
func foreign(r *http.Request) bool {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none":
		if origin := r.Header.Get("Origin"); origin != "" && origin != "http://"+r.Host && origin != "https://"+r.Host {
			return true
		}
		return false
	}
	return r.Header.Get("Sec-Fetch-Mode") != "navigate" || r.Method != http.MethodGet || strings.HasPrefix(r.URL.Path, "/api/")
}

// loopbackHost reports whether a Host header names this machine, by a loopback address or
// as localhost.
func loopbackHost(host string) bool {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	name = strings.Trim(name, "[]")
	if strings.EqualFold(name, "localhost") {
		return true
	}
	ip := net.ParseIP(name)
	return ip != nil && ip.IsLoopback()
}

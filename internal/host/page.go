package host

import (
	"io/fs"
	"net/http"
	"strings"
)

// Page serves the built page from dist. Files with a content hash in their
// name are kept by the browser for good, all others are asked for again.
// Before the page has been built it says how to build it.
func Page(dist fs.FS) http.Handler {
	files := http.FileServerFS(dist)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, "Only reading is possible here.", http.StatusMethodNotAllowed)
			return
		}
		if _, err := fs.Stat(dist, "index.html"); err != nil {
			http.Error(w, "The page was not built into this program. Run \"make build\" and start it again.", http.StatusServiceUnavailable)
			return
		}
		name := strings.TrimPrefix(r.URL.Path, "/")
		if name != "" && (strings.HasSuffix(name, "/") || strings.HasPrefix(name, ".") || strings.Contains(name, "/.")) {
			http.NotFound(w, r)
			return
		}
		if hashed(name) {
			w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		} else {
			w.Header().Set("Cache-Control", "no-cache")
		}
		if strings.HasSuffix(name, ".webmanifest") {
			w.Header().Set("Content-Type", "application/manifest+json")
		}
		files.ServeHTTP(w, r)
	})
}

// hashed reports whether a file name ends in a dash or dot, eight or more
// upper-case letters or digits of a content hash, and an extension, as the
// bundler writes them.
func hashed(name string) bool {
	dot := strings.LastIndexByte(name, '.')
	if dot < 0 {
		return false
	}
	stem := name[:dot]
	sep := strings.LastIndexAny(stem, "-.")
	if sep < 0 || len(stem)-sep-1 < 8 {
		return false
	}
	for _, r := range stem[sep+1:] {
		if !(r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'f') {
			return false
		}
	}
	return true
}

package api

import (
	"mime"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"
)

func mediaURL(name string) string { return "api/media/" + url.PathEscape(name) }

// shown lists the media types that the page may show or play. Anything else is
// sent as a download, because a deck's HTML or SVG with scripts must not run on
// our origin.
var shown = map[string]string{
	".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp",
	".avif": "image/avif", ".bmp": "image/bmp", ".svg": "image/svg+xml", ".ico": "image/x-icon",
	".mp3": "audio/mpeg", ".ogg": "audio/ogg", ".oga": "audio/ogg", ".opus": "audio/ogg", ".wav": "audio/wav",
	".m4a": "audio/mp4", ".aac": "audio/aac", ".flac": "audio/flac", ".spx": "audio/ogg", ".3gp": "audio/3gpp",
	".mp4": "video/mp4", ".webm": "video/webm", ".ogv": "video/ogg", ".m4b": "audio/mp4",
}

func (a *API) getMedia(w http.ResponseWriter, r *http.Request) {
	f, m, err := a.lib.OpenMedia(r.Context(), r.PathValue("name"))
	if err != nil {
		fail(w, err)
		return
	}
	defer f.Close()
	h := w.Header()
	if kind, ok := shown[strings.ToLower(path.Ext(m.Name))]; ok {
		h.Set("Content-Type", kind)
	} else {
		h.Set("Content-Type", "application/octet-stream")
		h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": path.Base(m.Name)}))
	}
	// An SVG opened by itself may contain scripts: the sandbox takes away all
	// rights.
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
	h.Set("Cache-Control", "private, no-cache")
	h.Set("ETag", `"`+m.Hash+`"`)
	http.ServeContent(w, r, "", time.Time{}, f)
}

package api

import (
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"

	"carrel/internal/library"
	"carrel/internal/study"
)

// statusOf maps the kinds of error to HTTP status codes. It is the only such
// mapping.
var statusOf = map[study.ErrorKind]int{
	study.Invalid:     http.StatusBadRequest,
	study.Unreadable:  http.StatusUnprocessableEntity,
	study.NotFound:    http.StatusNotFound,
	study.Conflict:    http.StatusConflict,
	study.Unsupported: http.StatusUnsupportedMediaType,
	study.Unavailable: http.StatusServiceUnavailable,
	study.Denied:      http.StatusForbidden,
	study.Internal:    http.StatusInternalServerError,
}

// Problem is why a request failed.
type Problem struct {
	Kind    study.ErrorKind `json:"kind"`
	Message string          `json:"message"` // one plain sentence
}

// Failure is the answer of a request that failed.
type Failure struct {
	Error Problem `json:"error"`
}

func bodyOf(err error) Problem { return Problem{study.KindOf(err), library.Explain(err)} }

// handle turns a use case that returns an answer or an error into an HTTP
// handler.
func handle[T any](f func(*http.Request) (T, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		v, err := f(r)
		if err != nil {
			fail(w, err)
			return
		}
		writeJSON(w, http.StatusOK, v)
	}
}

func fail(w http.ResponseWriter, err error) {
	body := bodyOf(err)
	status := statusOf[body.Kind]
	if status == 0 {
		status = http.StatusInternalServerError
	}
	writeJSON(w, status, Failure{body})
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	b, err := json.Marshal(Listed(v))
	if err != nil {
		slog.Error("answer cannot be written as JSON", "err", err)
		http.Error(w, `{"error":{"kind":"internal","message":"Something went wrong inside Carrel."}}`, http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	w.Write(append(b, '\n'))
}

// maxBody bounds the JSON bodies that the page sends, in bytes; files use other
// routes.
const maxBody = 1 << 20

func readJSON(r *http.Request, into any) error {
	d := json.NewDecoder(http.MaxBytesReader(nil, r.Body, maxBody))
	if err := d.Decode(into); err != nil {
		if errors.Is(err, io.EOF) {
			return nil // no body: all values keep their defaults
		}
		return study.Because(err, study.Invalid, "the request is not the JSON expected here: %v", err)
	}
	return nil
}

// lines writes a stream of JSON objects, one per line, and flushes each, so that
// a long job can report its progress.
type lines struct {
	w   http.ResponseWriter
	enc *json.Encoder
	rc  *http.ResponseController
}

func newLines(w http.ResponseWriter) *lines {
	w.Header().Set("Content-Type", "application/x-ndjson")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Accel-Buffering", "no")
	return &lines{w, json.NewEncoder(w), http.NewResponseController(w)}
}

func (l *lines) send(v any) {
	l.enc.Encode(Listed(v))
	l.rc.Flush()
}

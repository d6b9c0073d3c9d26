package api

import (
	"io"
	"net/http"
	"strings"

	"carrel/internal/library"
	"carrel/internal/study"
)

// maxUpload bounds a file sent by the page, in bytes. Larger files are imported
// on the command line, which need not copy them first.
const maxUpload = 4 << 30

// whole is a request body that offers random access, such as a file that the
// learner chose in a browser: it need not be copied.
type whole interface {
	io.ReaderAt
	Size() int64
}

func (a *API) postImport(w http.ResponseWriter, r *http.Request) {
	name := r.URL.Query().Get("name")
	if name = strings.TrimSpace(name); name == "" {
		name = "the file"
	}
	var f io.ReaderAt
	var size int64
	if here, ok := r.Body.(whole); ok {
		f, size = here, here.Size()
	} else {
		free, err := a.importing.enter("imports")
		if err != nil {
			fail(w, err)
			return
		}
		defer free()
		got, n, discard, err := a.receive(http.MaxBytesReader(w, r.Body, maxUpload))
		if err != nil {
			fail(w, err)
			return
		}
		defer discard()
		f, size = got, n
	}
	a.stream(w, r, func(p study.Progress) (study.ImportResult, error) {
		return a.lib.Import(r.Context(), library.Upload{Name: name, Data: f, Size: size}, p)
	})
}

func (a *API) postPack(w http.ResponseWriter, r *http.Request) {
	a.stream(w, r, func(p study.Progress) (study.ImportResult, error) {
		return a.lib.InstallPack(r.Context(), r.PathValue("id"), p)
	})
}

// stream runs an import and reports its progress as JSON lines, at most ten a
// second.
func (a *API) stream(w http.ResponseWriter, r *http.Request, run func(study.Progress) (study.ImportResult, error)) {
	out := newLines(w)
	now := throttle()
	res, err := run(func(done, total int64, what string) {
		if now() {
			out.send(map[string]any{"progress": map[string]any{"done": done, "total": total, "what": what}})
		}
	})
	if err != nil {
		out.send(map[string]any{"error": bodyOf(err)})
		return
	}
	out.send(map[string]any{"result": res})
}

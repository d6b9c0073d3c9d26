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
	a.stream(w, func(p study.Progress) (study.ImportResult, error) {
		return a.lib.Import(r.Context(), library.Upload{Name: name, Data: f, Size: size}, p)
	})
}

func (a *API) postPack(w http.ResponseWriter, r *http.Request) {
	a.stream(w, func(p study.Progress) (study.ImportResult, error) {
		return a.lib.InstallPack(r.Context(), r.PathValue("id"), p)
	})
}

// ImportLine is one line of the stream that an import answers with.
type ImportLine struct {
	Progress *ImportProgress     `json:"progress,omitempty"`
	Result   *study.ImportResult `json:"result,omitempty"` // in the last line
	Error    *Problem            `json:"error,omitempty"`  // in the last line
}

// ImportProgress is how far an import is.
type ImportProgress struct {
	Done  int64  `json:"done"`
	Total int64  `json:"total"` // 0 if it is unknown
	What  string `json:"what"`  // what is counted: bytes, notes, cards
}

// stream runs an import and reports its progress as JSON lines, at most ten a
// second.
func (a *API) stream(w http.ResponseWriter, run func(study.Progress) (study.ImportResult, error)) {
	out := newLines(w)
	now := throttle()
	res, err := run(func(done, total int64, what string) {
		if now() {
			out.send(ImportLine{Progress: &ImportProgress{done, total, what}})
		}
	})
	if err != nil {
		body := bodyOf(err)
		out.send(ImportLine{Error: &body})
		return
	}
	out.send(ImportLine{Result: &res})
}

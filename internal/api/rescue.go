package api

import (
	"context"
	"io"
	"net/http"
	"strings"
	"sync"

	"carrel/internal/backups"
	"carrel/internal/conversation"
	"carrel/internal/library"
	"carrel/internal/study"
)

// Door is the handler for a home whose collection cannot be read. It reports the
// problem and the backups that can be restored. After a restore it passes
// requests to the collection.
type Door struct {
	rescue  *library.Rescue
	config  library.Config
	version string
	why     string
	opened  func(*library.Library) (stop func()) // called when the collection could be opened

	mu      sync.Mutex // held while a restore runs
	serving sync.RWMutex
	lib     *library.Library
	stop    func() // the function that opened returned
	handler http.Handler
}

// NewDoor returns the door of the home of c, which could not be opened because of
// why. opened is called once the collection is open; Close calls the function it
// returns.
func NewDoor(c library.Config, version string, why error, opened func(*library.Library) (stop func())) *Door {
	d := &Door{rescue: library.RescueOf(c), config: c, version: version, why: bodyOf(why).Message, opened: opened}
	mux := http.NewServeMux()
	for _, r := range d.routes() {
		mux.HandleFunc(r.Pattern, r.serve)
	}
	mux.HandleFunc("/api/", func(w http.ResponseWriter, r *http.Request) {
		fail(w, study.Errorf(study.Unreadable, "%s", d.why))
	})
	d.handler = mux
	return d
}

// routes lists the routes that there are while the collection cannot be read. All other
// calls answer with the reason.
func (d *Door) routes() []Route {
	return []Route{
		gets("GET /api/status", d.getStatus),
		takes("POST /api/rescue/restore", d.postRestore),
		gets("POST /api/rescue/file", d.postFile).with("name=FILE").
			note("body: a backup"),
		sends("GET /api/rescue/salvage", d.getSalvage).
			note("everything that can still be read, as a backup"),
	}
}

// ServeHTTP passes a request to the collection if it is open, or else to the
// rescue.
func (d *Door) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	d.serving.RLock()
	h := d.handler
	d.serving.RUnlock()
	h.ServeHTTP(w, r)
}

// Close closes the collection, if it was opened.
func (d *Door) Close() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.lib == nil {
		return nil
	}
	d.stop()
	return d.lib.Close()
}

// Rescue describes the problem and the backups that can be restored.
type Rescue struct {
	Why     string           `json:"why"`
	Place   string           `json:"place"`
	Backups []backups.Backup `json:"backups"`
}

func (d *Door) getStatus(*http.Request) (Status, error) {
	list, err := d.rescue.Backups()
	if err != nil {
		list = []backups.Backup{} // a file can still be restored
	}
	host := d.config.Host
	if host == "" {
		host = library.Native
	}
	return Status{Version: d.version, Host: host, Rescue: &Rescue{d.why, d.rescue.Place.Shelf.Place(), list}}, nil
}

// RestoreBackup names the backup to restore.
type RestoreBackup struct {
	Name string `json:"name"`
}

func (d *Door) postRestore(r *http.Request, b RestoreBackup) (library.Restored, error) {
	return d.restore(r.Context(), func(ctx context.Context) (library.Restored, error) { return d.rescue.RestoreBackup(ctx, b.Name, nil) })
}

func (d *Door) postFile(r *http.Request) (library.Restored, error) {
	name := strings.TrimSpace(r.URL.Query().Get("name"))
	if name == "" {
		name = "the file"
	}
	data, size, discard, err := d.receive(r.Body)
	if err != nil {
		return library.Restored{}, err
	}
	defer discard()
	return d.restore(r.Context(), func(ctx context.Context) (library.Restored, error) {
		return d.rescue.Restore(ctx, library.Upload{Name: name, Data: data, Size: size}, nil)
	})
}

// receive returns a request body with random access.
func (d *Door) receive(body io.ReadCloser) (data io.ReaderAt, size int64, discard func(), err error) {
	if here, ok := body.(whole); ok {
		return here, here.Size(), func() {}, nil
	}
	scratch := d.rescue.Scratch()
	if scratch == nil {
		return nil, 0, nil, study.Errorf(study.Unavailable, "there is no room for the file here: restore one of the backups instead")
	}
	f, err := scratch()
	if err != nil {
		return nil, 0, nil, study.Because(err, study.Unavailable, "the file cannot be kept while it is read: free some space and try again")
	}
	if size, err = io.Copy(f, http.MaxBytesReader(nil, body, maxUpload)); err != nil {
		f.Close()
		return nil, 0, nil, study.Because(err, study.Unavailable, "the file did not arrive whole (%v): try again, or use \"carrel restore\"", err)
	}
	return f, size, func() { f.Close() }, nil
}

// restore restores a backup and opens the collection.
func (d *Door) restore(ctx context.Context, run func(context.Context) (library.Restored, error)) (library.Restored, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.lib != nil {
		return library.Restored{}, study.Errorf(study.Conflict, "the collection is open again: reload the page")
	}
	res, err := run(ctx)
	if err != nil {
		return res, err
	}
	lib, err := library.Open(context.WithoutCancel(ctx), d.config)
	if err != nil {
		return res, err
	}
	d.lib = lib
	d.serving.Lock()
	d.handler = New(lib, conversation.New(lib), d.version).Handler()
	d.serving.Unlock()
	d.stop = d.opened(lib)
	return res, nil
}

func (d *Door) getSalvage(w http.ResponseWriter, r *http.Request) {
	out := &download{w: w, name: "carrel-salvaged.jsonl"}
	if _, err := d.rescue.Salvage(r.Context(), out); err != nil {
		if !out.begun {
			fail(w, err)
			return
		}
		panic(http.ErrAbortHandler)
	}
}

//go:build js

package main

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"syscall/js"

	"carrel/internal/browser"
)

// serve registers carrelServe(request, answer). A request is
//
//	{id: number, method: string, url: string, headers: {name: value}, body: Blob | undefined}
//
// with a url that begins with /api/. The answer arrives by calls to
//
//	answer.head(status, [name, value, name, value …])
//	answer.chunk(Uint8Array)   any number of times; the bytes may be kept
//	answer.end(complete)       once, at the end; false if the answer was aborted
//
// carrelStop(id) cancels a request: nobody waits for its answer.
func serve(ctx context.Context, h http.Handler) {
	var mu sync.Mutex
	running := map[int]context.CancelFunc{}
	js.Global().Set("carrelServe", js.FuncOf(func(_ js.Value, args []js.Value) any {
		id := args[0].Get("id").Int()
		w := &answer{to: args[1], header: http.Header{}}
		r, err := requestOf(args[0])
		if err != nil {
			w.WriteHeader(http.StatusBadRequest)
			w.end(true)
			return nil
		}
		ctx, cancel := context.WithCancel(ctx)
		mu.Lock()
		running[id] = cancel
		mu.Unlock()
		go func() {
			w.run(h, r.WithContext(ctx))
			cancel()
			mu.Lock()
			delete(running, id)
			mu.Unlock()
		}()
		return nil
	}))
	js.Global().Set("carrelStop", js.FuncOf(func(_ js.Value, args []js.Value) any {
		mu.Lock()
		defer mu.Unlock()
		if cancel, ok := running[args[0].Int()]; ok {
			cancel()
		}
		return nil
	}))
}

func requestOf(v js.Value) (*http.Request, error) {
	u, err := url.ParseRequestURI(v.Get("url").String())
	if err != nil {
		return nil, err
	}
	r := &http.Request{
		Method: v.Get("method").String(), URL: u, RequestURI: u.RequestURI(), Host: "page",
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: http.Header{}, Body: http.NoBody,
	}
	if h := v.Get("headers"); h.Type() == js.TypeObject {
		names := js.Global().Get("Object").Call("keys", h)
		for i := range names.Length() {
			name := names.Index(i).String()
			r.Header.Set(name, h.Get(name).String())
		}
	}
	if b := v.Get("body"); b.Type() == js.TypeObject {
		blob := browser.NewBlob(b)
		r.Body, r.ContentLength = blob, blob.Size()
	}
	return r, nil
}

// answer is the http.ResponseWriter of one request.
type answer struct {
	to     js.Value
	header http.Header
	told   bool
	buf    []byte
}

// chunkSize is how many bytes are buffered before they are sent without a flush.
const chunkSize = 64 << 10

// run answers a request, and completes the answer even if the handler panics.
func (w *answer) run(h http.Handler, r *http.Request) {
	complete := false
	defer func() {
		if p := recover(); p != nil && p != http.ErrAbortHandler {
			println("carrel: a request ended in a fault:", r.Method, r.URL.Path)
			if err, ok := p.(error); ok {
				println(err.Error())
			}
			if !w.told {
				w.header = http.Header{"Content-Type": {"application/json"}}
				w.WriteHeader(http.StatusInternalServerError)
				io.WriteString(w, `{"error":{"kind":"internal","message":"Something went wrong inside Carrel. Nothing was lost; try again."}}`)
				complete = true
			}
		}
		w.end(complete)
	}()
	h.ServeHTTP(w, r)
	complete = true
}

func (w *answer) Header() http.Header { return w.header }

func (w *answer) WriteHeader(status int) {
	if w.told {
		return
	}
	w.told = true
	list := js.Global().Get("Array").New()
	for name, values := range w.header {
		for _, v := range values {
			list.Call("push", name, v)
		}
	}
	w.to.Call("head", status, list)
}

func (w *answer) Write(p []byte) (int, error) {
	w.WriteHeader(http.StatusOK)
	if len(w.buf)+len(p) > chunkSize {
		w.send()
	}
	if len(p) >= chunkSize {
		w.chunk(p)
		return len(p), nil
	}
	w.buf = append(w.buf, p...)
	return len(p), nil
}

// Flush sends the buffered bytes, for answers that arrive line by line.
func (w *answer) Flush() {
	w.WriteHeader(http.StatusOK)
	w.send()
}

func (w *answer) send() {
	if len(w.buf) > 0 {
		w.chunk(w.buf)
		w.buf = w.buf[:0]
	}
}

func (w *answer) chunk(p []byte) {
	bytes := js.Global().Get("Uint8Array").New(len(p))
	js.CopyBytesToJS(bytes, p)
	w.to.Call("chunk", bytes)
}

func (w *answer) end(complete bool) {
	if complete {
		if w.header.Get("Content-Length") == "" && !w.told {
			w.header.Set("Content-Length", strconv.Itoa(len(w.buf)))
		}
		w.WriteHeader(http.StatusOK)
	}
	w.send()
	w.to.Call("end", complete)
}

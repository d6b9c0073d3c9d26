//go:build js

// Command carrel-web is Carrel in the page: the same program as on a computer,
// run by a worker of the browser instead of an operating system. The worker
// (web/src/host/worker.ts) holds the lock on the collection before it starts
// this, and registers
//
//	carrelStarted({kept: bool, why: string, error: string})
//
// which is called once: kept says that the collection lies in the browser's
// private file system; otherwise it is in memory and why says why. With an error
// nothing else follows. Afterwards the worker may call
//
//	carrelServe(request, answer) and carrelStop(request.id)
//
// for requests to the API, see serve.go.
package main

import (
	"context"
	"log/slog"
	"os"
	"runtime/debug"
	"syscall/js"

	"carrel/internal/app"
	"carrel/internal/store"
	"carrel/internal/store/opfs"
)

// version is set when built by make.
var version = "unversioned"

// Names in the browser's private file system, which sites of one origin share.
const (
	folder = "carrel"
	vfs    = "carrel-opfs"
)

// Memory is what a phone is short of: collect earlier than natively.
const gcPercent = 50

func main() {
	debug.SetGCPercent(gcPercent)
	slog.SetDefault(slog.New(slog.NewTextHandler(os.Stderr, nil)))
	ctx := context.Background()
	opt, why := keptInBrowser()
	a, err := app.Open(ctx, app.Config{Version: version, Host: "browser", Store: &opt})
	if err != nil {
		started(false, "", err)
		return
	}
	serve(ctx, a.Handler())
	started(why == "", why, nil)
	a.KeepFitted(ctx)
}

// keptInBrowser is a collection in the private file system, or, where there is
// none, one in memory and the reason.
func keptInBrowser() (opt store.Options, why string) {
	dir, err := opfs.Open(folder)
	if err != nil {
		return store.Options{}, err.Error()
	}
	media, err := dir.Files(store.MediaFolder)
	if err != nil {
		return store.Options{}, err.Error()
	}
	dir.Register(vfs)
	return store.Options{Home: "the collection in this browser", VFS: vfs, Files: media}, ""
}

func started(kept bool, why string, err error) {
	message := ""
	if err != nil {
		message = err.Error()
	}
	js.Global().Call("carrelStarted", map[string]any{"kept": kept, "why": why, "error": message})
}

//go:build js

// Command carrel-web is Carrel in the page: the same program as on a computer, run
// by a worker of the browser. The worker (web/src/host/worker.ts) takes the lock on
// the collection before it starts this program, and registers
//
//	carrelStarted({kept: bool, why: string, error: string})
//
// which is called once. If kept is true, the collection is in the browser's private
// file system; otherwise it is in memory, and why gives the reason. After an error
// nothing else happens. Otherwise the worker may then call
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

	"carrel/internal/api"
	"carrel/internal/backups"
	"carrel/internal/conversation"
	"carrel/internal/library"
	"carrel/internal/store"
	"carrel/internal/store/home"
	"carrel/internal/store/opfs"
	"carrel/internal/study"
)

// version is set by make.
var version = "unversioned"

// Names in the browser's private file system, which all sites of one origin
// share.
const (
	folder = "carrel"
	vfs    = "carrel-opfs"
)

// gcPercent makes the collector run earlier than natively, because a phone is
// short of memory.
const gcPercent = 50

func main() {
	debug.SetGCPercent(gcPercent)
	slog.SetDefault(slog.New(slog.NewTextHandler(os.Stderr, nil)))
	ctx := context.Background()
	var q quiet
	config, why := keptInBrowser()
	if config.Backups != nil {
		config.Backups.Quiet = q.wait
	}
	if err := settle(config); err != nil {
		started(false, "", err)
		return
	}
	lib, err := library.Open(ctx, config)
	switch {
	case err == nil:
		serve(ctx, q.watch(api.New(lib, conversation.New(lib), version).Handler()))
		lookAfter(ctx, lib)
	case study.KindOf(err) == study.Unreadable && config.Rescue != nil:
		serve(ctx, q.watch(api.NewDoor(config, version, err, func(lib *library.Library) func() {
			lookAfter(ctx, lib)
			return func() {} // closing the tab ends it
		})))
	default:
		started(false, "", err)
		return
	}
	started(why == "", why, nil)
	select {}
}

// lookAfter runs the background jobs while the collection is open.
func lookAfter(ctx context.Context, lib *library.Library) {
	go lib.KeepBackedUp(ctx)
	go lib.KeepFitted(ctx)
}

// settle completes a restore that was committed before the worker was killed.
func settle(config library.Config) error {
	if d, ok := config.Rescue.(*opfs.Database); ok {
		return d.Settle()
	}
	return nil
}

// keptInBrowser returns the configuration of a collection in the private file
// system, or, if that is not available, of one in memory together with the
// reason.
func keptInBrowser() (config library.Config, why string) {
	config = library.Config{Host: library.Browser, Store: &store.Options{}}
	dir, err := opfs.Open(folder)
	if err != nil {
		return config, study.Sentence(err.Error())
	}
	media, err := dir.Files(home.MediaFolder)
	if err != nil {
		return config, study.Sentence(err.Error())
	}
	dir.Register(vfs)
	config.Store = &store.Options{Home: "the collection in this browser", VFS: vfs, Files: media}
	if err := keepBackups(&config, dir); err != nil {
		slog.Warn("there is no place for backups in this browser", "why", err)
	}
	return config, ""
}

// keepBackups gives the collection in dir a place for its automatic backups, from
// which it can be restored.
func keepBackups(config *library.Config, dir *opfs.Folder) error {
	whole, err := dir.Whole(library.BackupFolder)
	if err != nil {
		return err
	}
	media, err := whole.Files(home.MediaFolder)
	if err != nil {
		return err
	}
	config.Backups = &library.BackupPlace{Shelf: backups.NewInFiles(whole, "this browser"), Media: media, Grant: opfs.Grant}
	config.Rescue = dir.Database(*config.Store, whole)
	return nil
}

func started(kept bool, why string, err error) {
	message := ""
	if err != nil {
		message = study.Sentence(err.Error())
	}
	js.Global().Call("carrelStarted", map[string]any{"kept": kept, "why": why, "error": message})
}

package app

import (
	"context"
	"io"
	"net/http"
	"strings"

	"carrel/internal/backups"
	"carrel/internal/interchange"
	"carrel/internal/store"
	"carrel/internal/study"
)

// Upload is one file to import.
type Upload struct {
	Name string
	// Path is the part of the file's path that is known; "" stands for Name.
	Path string
	Data io.ReaderAt
	Size int64
	// Accepted holds the settings of the file that only the learner may choose,
	// by key, each with the value that the learner was shown and accepted: see
	// SettingsToAsk.
	Accepted map[string]string
	// Beside opens a media file that lies next to the file, by its hash; nil if
	// nothing lies there.
	Beside func(hash string) (io.ReadCloser, error)
}

// besideOf returns a function that finds the media of an automatic backup: next
// to the file, next to the backups of this collection, or in the collection.
func (a *App) besideOf(u Upload) func(hash string) (io.ReadCloser, error) {
	return func(hash string) (io.ReadCloser, error) {
		if u.Beside != nil {
			if f, err := u.Beside(hash); err == nil {
				return f, nil
			}
		}
		if a.keeper.place != nil {
			if f, err := a.keeper.place.openMedia(hash); err == nil {
				return f, nil
			}
		}
		return a.store.Files().Open(hash)
	}
}

// Import imports one file of any supported format, either all of it or nothing.
func (a *App) Import(ctx context.Context, u Upload, p study.Progress) (study.ImportResult, error) {
	defer collectSooner()()
	src := interchange.Source{Name: u.Name, ReaderAt: u.Data, Size: u.Size, Scratch: a.scratch()}
	src.Beside = a.besideOf(u)
	var err error
	if src.Scope, err = a.scope(ctx, src, u.Path); err != nil {
		return study.ImportResult{}, err
	}
	format, entries, err := interchange.Read(ctx, src, p)
	if err != nil {
		return study.ImportResult{}, err
	}
	a.backUpBefore(ctx, backups.Import, p)
	return a.take(ctx, u.Name, format, entries, settingPolicy(u.Accepted), p)
}

// take stores the entries that an importer reads.
func (a *App) take(ctx context.Context, name, format string, entries study.Entries, policy store.SettingPolicy, p study.Progress) (study.ImportResult, error) {
	res, err := a.store.ImportSettings(ctx, entries, policy, p)
	if err != nil {
		return study.ImportResult{}, err
	}
	if len(res.SettingsTaken) > 0 {
		if err := a.followSettings(ctx); err != nil {
			return res, err
		}
	}
	res.File, res.Format = name, format
	if res.Skipped == nil {
		res.Skipped = []study.Skip{}
	}
	a.forget()
	return res, nil
}

// maxUpload bounds a file sent by the page, in bytes. Larger files are imported
// on the command line, which need not copy them first.
const maxUpload = 4 << 30

// whole is a request body that offers random access, such as a file that the
// learner chose in a browser: it need not be copied.
type whole interface {
	io.ReaderAt
	Size() int64
}

func (a *App) postImport(w http.ResponseWriter, r *http.Request) {
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
		return a.Import(r.Context(), Upload{Name: name, Data: f, Size: size}, p)
	})
}

func (a *App) postPack(w http.ResponseWriter, r *http.Request) {
	a.stream(w, r, func(p study.Progress) (study.ImportResult, error) {
		return a.InstallPack(r.Context(), r.PathValue("id"), p)
	})
}

// stream runs an import and reports its progress as JSON lines, at most ten a
// second.
func (a *App) stream(w http.ResponseWriter, r *http.Request, run func(study.Progress) (study.ImportResult, error)) {
	out := newLines(w)
	throttle := a.throttle()
	res, err := run(func(done, total int64, what string) {
		if throttle() {
			out.send(map[string]any{"progress": map[string]any{"done": done, "total": total, "what": what}})
		}
	})
	if err != nil {
		out.send(map[string]any{"error": bodyOf(err)})
		return
	}
	out.send(map[string]any{"result": res})
}

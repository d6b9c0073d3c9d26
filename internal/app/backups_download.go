package app

import (
	"net/http"
	"strings"

	"carrel/internal/backups"
	"carrel/internal/interchange/backup"
	"carrel/internal/study"
)

// getBackup sends an automatic backup with its media as one download, which can
// be restored anywhere.
func (a *App) getBackup(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	if _, ok := backups.Parse(name); !ok || a.keeper.place == nil {
		fail(w, study.Errorf(study.NotFound, "there is no backup %q: reload the page to see those there are", name))
		return
	}
	f, err := a.keeper.place.Shelf.Open(name)
	if err != nil {
		fail(w, study.Because(err, study.NotFound, "the backup %s is not there any more: reload the page to see those there are", name))
		return
	}
	defer f.Close()
	free, err := a.exporting.enter("exports")
	if err != nil {
		fail(w, err)
		return
	}
	defer free()
	d := &download{w: w, name: strings.TrimSuffix(name, ".gz")}
	if _, err := backup.Write(r.Context(), d, backup.ReadStream(r.Context(), name, f, a.besideOf(Upload{}), nil)); err != nil {
		if !d.begun {
			fail(w, err)
			return
		}
		panic(http.ErrAbortHandler)
	}
}

package api

import (
	"net/http"
	"strings"
)

// getBackup sends an automatic backup with its media as one download.
func (a *API) getBackup(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	write, done, err := a.lib.OpenBackup(name)
	if err != nil {
		fail(w, err)
		return
	}
	defer done()
	free, err := a.exporting.enter("exports")
	if err != nil {
		fail(w, err)
		return
	}
	defer free()
	d := &download{w: w, name: strings.TrimSuffix(name, ".gz")}
	if err := write(r.Context(), d); err != nil {
		if !d.begun {
			fail(w, err)
			return
		}
		panic(http.ErrAbortHandler)
	}
}

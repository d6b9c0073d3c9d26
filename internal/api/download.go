package api

import (
	"fmt"
	"net/http"

	"carrel/internal/interchange"
	"carrel/internal/library"
	"carrel/internal/study"
)

// getExport sends a backup, or another format, as a download.
func (a *API) getExport(w http.ResponseWriter, r *http.Request) {
	format := r.URL.Query().Get("format")
	if format == "" {
		format = "backup"
	}
	end := ""
	for _, f := range interchange.Writers {
		if f.Name == format && len(f.Ends) > 0 {
			end = f.Ends[0]
		}
	}
	if end == "" {
		fail(w, study.Errorf(study.Invalid, "there is no format %q: choose one of %s", format, library.ExportFormatNames()))
		return
	}
	name := fmt.Sprintf("carrel-%s%s", a.lib.Now().Format("2006-01-02"), end)
	d := &download{w: w, name: name}
	free, err := a.exporting.enter("exports")
	if err != nil {
		fail(w, err)
		return
	}
	defer free()
	left, err := a.lib.ExportApart(r.Context(), d, format, r.URL.Query().Get("deck"))
	if err == nil && format != "backup" {
		err = library.Unlost(left) // a backup lists its losses at its end
	}
	if err != nil {
		if !d.begun {
			fail(w, err)
			return
		}
		// Part of the answer has been sent: only aborting it tells the browser
		// that the file is not complete.
		panic(http.ErrAbortHandler)
	}
}

// download sends its headers with the first byte, so that an error before it can
// still be reported.
type download struct {
	w     http.ResponseWriter
	name  string
	begun bool
}

func (d *download) Write(b []byte) (int, error) {
	if !d.begun {
		d.begun = true
		d.w.Header().Set("Content-Type", "application/octet-stream")
		d.w.Header().Set("Content-Disposition", `attachment; filename="`+d.name+`"`)
		d.w.Header().Set("Cache-Control", "no-store")
	}
	return d.w.Write(b)
}

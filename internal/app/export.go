package app

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"path"
	"slices"
	"strings"

	"carrel/internal/interchange"
	"carrel/internal/store"
	"carrel/internal/study"
)

// ExportFormatNames lists the export formats, for help texts.
func ExportFormatNames() string {
	var names []string
	for _, f := range interchange.Writers {
		names = append(names, f.Name)
	}
	return strings.Join(names, ", ")
}

// ExportFormatOf returns the export format for a file name's extension.
func ExportFormatOf(file string) (string, bool) {
	end := strings.ToLower(path.Ext(file))
	for _, f := range interchange.Writers {
		if slices.Contains(f.Ends, end) {
			return f.Name, true
		}
	}
	return "", false
}

// Export writes the collection, or one deck and the decks below it, in a format.
// It returns what the format could not represent and, marked as Lost, what could
// not be read. Unlost turns lost rows into an error.
func (a *App) Export(ctx context.Context, w io.Writer, format, deck string) ([]study.Skip, error) {
	return a.export(ctx, w, format, deck, a.store.Export)
}

// export writes the entries that read returns.
func (a *App) export(ctx context.Context, w io.Writer, format, deck string, read func(context.Context, store.Choice) study.Entries) ([]study.Skip, error) {
	for _, f := range interchange.Writers {
		if f.Name != format {
			continue
		}
		decks, err := a.deckFilter(ctx, deck)
		if err != nil {
			return nil, err
		}
		var lost []study.Skip
		left, err := f.Write(ctx, w, noting(&lost, read(ctx, store.Choice{Decks: decks})))
		return append(lost, left...), err
	}
	return nil, study.Errorf(study.Invalid, "there is no format %q: choose one of %s", format, ExportFormatNames())
}

// noting passes entries on and appends the rows that the stream reports as lost
// to lost.
func noting(lost *[]study.Skip, entries study.Entries) study.Entries {
	return func(yield func(study.Entry, error) bool) {
		for e, err := range entries {
			if err == nil && e.Skip != nil && e.Skip.Lost {
				*lost = append(*lost, *e.Skip)
			}
			if !yield(e, err) {
				return
			}
		}
	}
}

// Unlost returns an error if rows of the collection are missing from an export.
func Unlost(skips []study.Skip) error {
	n := study.CountLost(skips)
	if n == 0 {
		return nil
	}
	parts := "1 part"
	if n > 1 {
		parts = fmt.Sprint(n, " parts")
	}
	return study.Errorf(study.Unreadable, "the file is not whole: %s of the collection could not be read; the rest is in it, and \"carrel doctor\" says what is damaged", parts)
}

// getExport sends a backup, or another format, as a download.
func (a *App) getExport(w http.ResponseWriter, r *http.Request) {
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
		fail(w, study.Errorf(study.Invalid, "there is no format %q: choose one of %s", format, ExportFormatNames()))
		return
	}
	name := fmt.Sprintf("carrel-%s%s", a.now().Format("2006-01-02"), end)
	d := &download{w: w, name: name}
	free, err := a.exporting.enter("exports")
	if err != nil {
		fail(w, err)
		return
	}
	defer free()
	left, err := a.export(r.Context(), d, format, r.URL.Query().Get("deck"), a.store.ExportApart)
	if err == nil && format != "backup" {
		err = Unlost(left) // a backup lists its losses at its end
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

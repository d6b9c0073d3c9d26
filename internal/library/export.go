package library

import (
	"context"
	"fmt"
	"io"
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
func (l *Library) Export(ctx context.Context, w io.Writer, format, deck string) ([]study.Skip, error) {
	return l.export(ctx, w, format, deck, l.store.Export)
}

// ExportApart is Export for a reader that may take long: the collection can be
// changed meanwhile, and the export shows it as it was at the beginning.
func (l *Library) ExportApart(ctx context.Context, w io.Writer, format, deck string) ([]study.Skip, error) {
	return l.export(ctx, w, format, deck, l.store.ExportFromCopy)
}

// export writes the entries that read returns.
func (l *Library) export(ctx context.Context, w io.Writer, format, deck string, read func(context.Context, store.ExportOptions) study.Entries) ([]study.Skip, error) {
	for _, f := range interchange.Writers {
		if f.Name != format {
			continue
		}
		decks, err := l.deckFilter(ctx, deck)
		if err != nil {
			return nil, err
		}
		var lost []study.Skip
		left, err := f.Write(ctx, w, noting(&lost, read(ctx, store.ExportOptions{Decks: decks})))
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

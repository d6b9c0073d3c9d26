package main

import (
	"context"
	"errors"
	"fmt"

	"carrel/internal/library"
	"carrel/internal/study"
	"carrel/web"
)

// reading is like with, for a verb that only reads: if the disk is full or
// read-only, it works on a copy in memory.
func (t *terminal) reading(ctx context.Context, f func(*library.Library) error) error {
	if t.served != nil {
		return f(t.served.lib)
	}
	lib, err := t.openOr(ctx, t.elsewhere)
	if study.KindOf(err) == study.Unavailable && !errors.As(err, new(notHere)) {
		if b := t.openCopy(ctx); b != nil {
			lib, err = b, nil
		}
	}
	if err != nil {
		return err // the original error, not that of the copy
	}
	return closeAfter(lib, f(lib))
}

// openCopy opens the collection without writing to it; nil if that fails too.
func (t *terminal) openCopy(ctx context.Context) *library.Library {
	dir, err := t.homeDir()
	if err != nil {
		return nil
	}
	lib, err := library.Open(ctx, library.Config{Home: dir, Assets: web.Dist(), Copy: true})
	if err != nil {
		return nil
	}
	fmt.Fprintf(t.err, "The collection in %s cannot be written to. It is only read, and stays as it is.\n", dir)
	return lib
}

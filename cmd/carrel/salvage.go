package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"carrel/internal/library"
	"carrel/internal/study"
)

// runSalvage writes what can be read of a damaged collection to a file.
func runSalvage(ctx context.Context, t *terminal, name string, force bool) error {
	const inUse = "\"carrel serve\" or another command has the collection open: end it, then salvage"
	if t.served != nil {
		return study.Errorf(study.Conflict, "%s", inUse)
	}
	home, err := t.homeDir()
	if err != nil {
		return err
	}
	r := library.NewRescue(home)
	var lost []study.Skip
	salvage := func(w io.Writer) (err error) {
		lost, err = r.Salvage(ctx, w)
		return err
	}
	if name == "-" {
		err = salvage(t.out)
	} else if _, e := t.files.Stat(name); e == nil && !force {
		return study.Errorf(study.Conflict, "%s exists already: choose another name, or --force to replace it", name)
	} else {
		err = writeWhole(t.files, name, salvage)
	}
	if errors.Is(err, library.ErrInUse) {
		return study.Because(err, study.Conflict, "%s", inUse)
	}
	if err != nil {
		return err
	}
	printLeftOut(t, lost)
	if name != "-" {
		fmt.Fprintf(t.err, "What could be read was written to %s.\n", name)
	}
	return library.Unlost(lost)
}

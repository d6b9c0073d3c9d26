package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"carrel/internal/library"
	"carrel/internal/study"
)

type exportOptions struct {
	format, deck string
	force        bool
}

func newExport(t *terminal) *cobra.Command {
	var o exportOptions
	cmd := &cobra.Command{
		Use:   "export FILE",
		Short: "Write a backup, or a deck for another program",
		Long: `Writes the collection to FILE ("-" is standard output). With --json it is the
backup, from which "carrel import" makes the same collection again. Otherwise
the format follows the ending of FILE, or --format.

Where a part of the collection cannot be read, the rest is written all the same:
what is missing is listed, the backup says so in its last line, and the exit
status is 3.`,
		Example: `  carrel export --json backup.jsonl
  carrel export --deck Capitals capitals.apkg`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage{errors.New("name one file to write, or - for standard output")}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return t.reading(cmd.Context(), func(lib *library.Library) error { return runExport(cmd.Context(), t, lib, args[0], o) })
		},
	}
	cmd.Flags().StringVar(&o.format, "format", "", "format to write: "+library.ExportFormatNames())
	cmd.Flags().StringVar(&o.deck, "deck", "", "only this deck and those below it (name or id)")
	cmd.Flags().BoolVar(&o.force, "force", false, "replace FILE where it exists")
	return cmd
}

func runExport(ctx context.Context, t *terminal, lib *library.Library, name string, o exportOptions) error {
	if t.json && o.format == "" {
		o.format = "backup"
	}
	if o.format == "" {
		f, ok := library.ExportFormatOf(name)
		if !ok {
			return usage{fmt.Errorf("the ending of %q names no format: choose one with --format (%s), or --json for the backup", name, library.ExportFormatNames())}
		}
		o.format = f
	}
	if name == "-" {
		skipped, err := lib.Export(ctx, t.out, o.format, o.deck)
		printLeftOut(t, skipped)
		if err != nil {
			return err
		}
		return library.Unlost(skipped)
	}
	if st, err := t.files.Stat(name); err == nil {
		switch {
		case st.IsDir():
			return study.Errorf(study.Invalid, "%s is a folder: name a file in it", name)
		case st.Mode().IsRegular() && !o.force:
			return study.Errorf(study.Conflict, "%s exists already: choose another name, or --force to replace it", name)
		}
	}
	var skipped []study.Skip
	err := writeWhole(t.files, name, func(w io.Writer) (err error) {
		skipped, err = lib.Export(ctx, w, o.format, o.deck)
		return err
	})
	if err != nil {
		return err
	}
	printLeftOut(t, skipped)
	if !t.json {
		fmt.Fprintf(t.err, "Written to %s.\n", name)
	}
	return library.Unlost(skipped)
}

// printLeftOut prints what the format could not represent.
func printLeftOut(t *terminal, skipped []study.Skip) {
	for _, s := range skipped {
		label := "left out"
		if s.Lost {
			label = "missing"
		}
		fmt.Fprintf(t.err, "%s: %s — %s\n", label, s.What, s.Why)
	}
}

// writeWhole writes a file next to its final place and moves it there when it is
// complete, so that a full disk leaves no partial backup.
func writeWhole(fs files, name string, write func(io.Writer) error) error {
	tmp, err := fs.Create(name)
	if err != nil {
		return study.Because(err, study.Unavailable, "%s cannot be written: check that its folder exists and is yours", name)
	}
	defer tmp.Discard()
	if err = write(tmp); err == nil {
		err = tmp.Keep()
	}
	if err != nil {
		var ours *study.Error
		if errors.As(err, &ours) {
			return err
		}
		return study.Because(err, study.Unavailable, "%s could not be written (%v): nothing was kept; free some space or choose another place", name, err)
	}
	return nil
}

package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"carrel/internal/library"
	"carrel/internal/study"
)

func newDoctor(t *terminal) *cobra.Command {
	var repair, force bool
	var out string
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Check the collection, and mend what can be computed again",
		Long: `Checks the database and reads every row of it as the program would: notes, cards,
reviews, books, settings. --repair computes schedules again and drops media that
no card names.

--salvage FILE reads every row that can be read out of a collection that is
damaged, also where it cannot be opened any more, and writes a backup of them to
FILE ("-" is standard output). It changes nothing, lists what could not be read,
and ends with status 3 where that is so. "carrel restore FILE" takes the backup.`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if out != "" {
				return runSalvage(cmd.Context(), t, out, force)
			}
			return t.with(cmd.Context(), func(lib *library.Library) error {
				bar := newBar(t, "doctor")
				report, err := lib.Doctor(cmd.Context(), repair, bar.progress)
				bar.stop()
				if err != nil {
					return err
				}
				if t.json {
					if err := t.print(report); err != nil {
						return err
					}
				} else {
					printFindings(t, report)
				}
				if !report.Sound {
					return study.Errorf(study.Conflict, "the collection is not sound: do what is said above, or import the last backup into a new folder")
				}
				return nil
			})
		},
	}
	cmd.Flags().BoolVar(&repair, "repair", false, "compute schedules again and drop media no card names")
	cmd.Flags().StringVar(&out, "salvage", "", "write a backup of every row that can be read to this file")
	cmd.Flags().BoolVar(&force, "force", false, "with --salvage: replace the file where it exists")
	return cmd
}

func printFindings(t *terminal, r library.Report) {
	if len(r.Findings) == 0 {
		fmt.Fprintln(t.out, "All is well.")
	}
	for _, f := range r.Findings {
		switch {
		case f.Fixed:
			fmt.Fprintf(t.out, "mended: %s\n", f.What)
		case f.Todo != "":
			fmt.Fprintf(t.out, "%s — %s\n", f.What, f.Todo)
		default:
			fmt.Fprintln(t.out, f.What)
		}
	}
}

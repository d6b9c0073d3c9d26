package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"carrel/internal/app"
	"carrel/internal/study"
)

func newDoctor(t *terminal) *cobra.Command {
	var repair bool
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Check the collection, and mend what can be computed again",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return t.with(cmd.Context(), func(a *app.App) error {
				bar := newBar(t, "doctor")
				report, err := a.Doctor(cmd.Context(), repair, bar.progress)
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
	return cmd
}

func printFindings(t *terminal, r app.Report) {
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

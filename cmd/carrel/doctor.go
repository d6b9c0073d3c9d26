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
				report, err := a.Doctor(cmd.Context(), repair)
				if err != nil {
					return err
				}
				if t.json {
					if err := t.print(report); err != nil {
						return err
					}
				} else {
					for _, l := range report.Lines() {
						fmt.Fprintln(t.out, l)
					}
				}
				if !report.Sound() {
					return study.Errorf(study.Conflict, "the collection is not sound: run \"carrel doctor --repair\", or import the last backup")
				}
				return nil
			})
		},
	}
	cmd.Flags().BoolVar(&repair, "repair", false, "compute schedules again and drop media no card names")
	return cmd
}

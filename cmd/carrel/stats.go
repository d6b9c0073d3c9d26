package main

import (
	"fmt"
	"math"

	"github.com/spf13/cobra"

	"carrel/internal/library"
)

func newStats(t *terminal) *cobra.Command {
	var now string
	cmd := &cobra.Command{
		Use:   "stats",
		Short: "What you know, and how long you studied",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			at, err := instant(now)
			if err != nil {
				return err
			}
			return t.reading(cmd.Context(), func(lib *library.Library) error {
				s, err := lib.Progress(cmd.Context(), at)
				if err != nil {
					return err
				}
				if t.json {
					return t.print(s)
				}
				fmt.Fprintf(t.out, "You would recall about %.0f of %s now.\n", s.Known, counted(s.Cards, "card"))
				fmt.Fprintf(t.out, "%s on %s, %s in all.\n", counted(s.Reviews, "review"), counted(s.Days, "day"), counted(int(math.Round(s.Minutes)), "minute"))
				return nil
			})
		},
	}
	cmd.Flags().StringVar(&now, "now", "", "as if it were this moment (2026-11-23T08:00:00Z)")
	return cmd
}

package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"carrel/internal/library"
)

func newCheck(t *terminal) *cobra.Command {
	var f library.CardFilter
	cmd := &cobra.Command{
		Use:   "check",
		Short: "List the cards that will not work by ear, why, and what would help",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return t.reading(cmd.Context(), func(lib *library.Library) error {
				found := 0
				n, err := lib.Check(cmd.Context(), f, func(c library.Checked) error {
					found++
					if t.json {
						return t.print(c)
					}
					fmt.Fprintf(t.out, "%s  %s\n", c.Deck, c.Question)
					for _, p := range c.Problems {
						fmt.Fprintf(t.out, "    %s: %s\n", p.What, p.Why)
						if p.Fix != "" {
							fmt.Fprintf(t.out, "      → %s\n", p.Fix)
						}
					}
					return nil
				})
				if err != nil {
					return err
				}
				_, err = fmt.Fprintf(t.err, "%d of %d cards have something to mend.\n", found, n)
				return err
			})
		},
	}
	cmd.Flags().StringVar(&f.Deck, "deck", "", "only this deck and those below it (name or id)")
	return cmd
}

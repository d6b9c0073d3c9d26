package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"carrel/internal/library"
)

func newCards(t *terminal) *cobra.Command {
	var f library.CardFilter
	cmd := &cobra.Command{
		Use:   "cards",
		Short: "List the cards as they will be spoken",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return t.reading(cmd.Context(), func(lib *library.Library) error {
				return lib.EachCard(cmd.Context(), f, func(c library.CardRow) error {
					if t.json {
						return t.print(c)
					}
					mark := ""
					if !c.Voice {
						mark = "  (not by voice: " + c.WhyNot + ")"
					}
					_, err := fmt.Fprintf(t.out, "%s  %s → %s%s\n", c.Deck, c.Question, c.Answer, mark)
					return err
				})
			})
		},
	}
	cmd.Flags().StringVar(&f.Deck, "deck", "", "only this deck and those below it (name or id)")
	cmd.Flags().StringVar(&f.Text, "search", "", "only cards whose note holds this text")
	return cmd
}

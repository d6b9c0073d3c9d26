package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"carrel/internal/app"
)

func newCards(t *terminal) *cobra.Command {
	var f app.CardFilter
	cmd := &cobra.Command{
		Use:   "cards",
		Short: "List the cards as they will be spoken",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return t.reading(cmd.Context(), func(a *app.App) error {
				return a.EachCard(cmd.Context(), f, func(c app.CardLine) error {
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

package main

import (
	"bufio"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"carrel/internal/app"
	"carrel/internal/study"
)

func newErase(t *terminal) *cobra.Command {
	var yes bool
	var deck string
	cmd := &cobra.Command{
		Use:   "erase",
		Short: "Erase everything, or one deck, for good",
		Long: `Erases the whole collection, or with --deck one deck and those below it:
cards, reviews, media and spoken clips, from the disk itself. There is no undo;
"carrel export" makes a backup first.`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			what := "everything Carrel holds"
			if deck != "" {
				what = fmt.Sprintf("the deck %q and those below it", deck)
			}
			return t.with(cmd.Context(), func(a *app.App) error {
				if !yes {
					fmt.Fprintf(t.err, "This erases %s, for good. Type yes to go on: ", what)
					line, _ := bufio.NewReader(t.in).ReadString('\n')
					if strings.TrimSpace(strings.ToLower(line)) != "yes" {
						return study.Errorf(study.Conflict, "nothing was erased, since the answer was not yes")
					}
				}
				var err error
				if deck == "" {
					err = a.Erase(cmd.Context())
				} else {
					err = a.EraseDeck(cmd.Context(), deck)
				}
				if err != nil {
					return err
				}
				if t.json {
					return t.print(map[string]bool{"erased": true})
				}
				_, err = fmt.Fprintln(t.out, "Erased.")
				return err
			})
		},
	}
	cmd.Flags().BoolVar(&yes, "yes", false, "do not ask")
	cmd.Flags().StringVar(&deck, "deck", "", "only this deck and those below it (name or id)")
	return cmd
}

package main

import (
	"bufio"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"carrel/internal/library"
	"carrel/internal/study"
)

func newErase(t *terminal) *cobra.Command {
	var yes bool
	var deck, card string
	cmd := &cobra.Command{
		Use:   "erase",
		Short: "Erase everything, one deck or one card, for good",
		Long: `Erases the whole collection, or with --deck one deck and those below it, or with
--card one card with its note:
cards, reviews, media and spoken clips, from the disk itself. There is no undo;
"carrel export" makes a backup first.

Erasing everything erases the backups that Carrel made by itself, too. What else
is erased stays in those made before, until they are replaced: "carrel backups
--erase" removes them.`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			what := "everything Carrel holds"
			switch {
			case deck != "" && card != "":
				return usage{errors.New("--deck and --card are two things to erase: name one")}
			case card != "":
				what = fmt.Sprintf("the card %s, its note and all cards of that note", card)
			case deck != "":
				what = fmt.Sprintf("the deck %q and those below it", deck)
			}
			return t.with(cmd.Context(), func(lib *library.Library) error {
				if !yes {
					fmt.Fprintf(t.err, "This erases %s, for good. Type yes to go on: ", what)
					line, _ := bufio.NewReader(t.in).ReadString('\n')
					if strings.TrimSpace(strings.ToLower(line)) != "yes" {
						return study.Errorf(study.Conflict, "nothing was erased, since the answer was not yes")
					}
				}
				var err error
				switch {
				case card != "":
					var id study.ID
					if id, err = study.ParseID(card); err == nil {
						err = lib.EraseCard(cmd.Context(), id)
					}
				case deck != "":
					err = lib.EraseDeck(cmd.Context(), deck)
					tellBackup(t, lib)
				default:
					err = lib.Erase(cmd.Context())
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
	cmd.Flags().StringVar(&card, "card", "", "only this card, with its note and that note's other cards (id)")
	return cmd
}

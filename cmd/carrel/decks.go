package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"carrel/internal/library"
)

func newDecks(t *terminal) *cobra.Command {
	return &cobra.Command{
		Use:   "decks",
		Short: "List the decks, with what there is to study in each",
		Long: `Lists the decks, those below another indented. The counts of a deck include the
decks below it. With --json it prints one deck as JSON on each line.`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return t.reading(cmd.Context(), func(lib *library.Library) error {
				decks, err := lib.Decks(cmd.Context())
				if err != nil {
					return err
				}
				for _, d := range decks {
					if t.json {
						if err := t.print(d); err != nil {
							return err
						}
						continue
					}
					name := d.Name[strings.LastIndex(d.Name, "::")+1:]
					fmt.Fprintf(t.out, "%s%s  %s: %d new, %d learning, %d to review\n",
						strings.Repeat("  ", d.Depth), strings.TrimPrefix(name, ":"), counted(d.Cards, "card"), d.New, d.Learning, d.Review)
				}
				if len(decks) == 0 && !t.json {
					fmt.Fprintln(t.err, "There are no decks yet. \"carrel import\" brings some in, and \"carrel packs\" installs a sample.")
				}
				return nil
			})
		},
	}
}

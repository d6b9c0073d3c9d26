package main

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"carrel/internal/library"
)

func newDue(t *terminal) *cobra.Command {
	var deck, now string
	cmd := &cobra.Command{
		Use:   "due",
		Short: "How much there is to study now",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			at, err := instant(now)
			if err != nil {
				return err
			}
			return t.reading(cmd.Context(), func(lib *library.Library) error {
				d, err := lib.Due(cmd.Context(), at, deck)
				if err != nil {
					return err
				}
				if t.json {
					return t.print(d)
				}
				fmt.Fprintf(t.out, "%d new, %d learning, %d to review\n", d.New, d.Learning, d.Review)
				if d.New+d.Learning+d.Review == 0 && d.Next > 0 {
					fmt.Fprintf(t.out, "The next card comes due %s.\n", d.Next.Go().In(t.zone).Format("Mon 2 Jan 15:04"))
				}
				return nil
			})
		},
	}
	cmd.Flags().StringVar(&deck, "deck", "", "only this deck and those below it (name or id)")
	cmd.Flags().StringVar(&now, "now", "", "as if it were this moment (2026-11-23T08:00:00Z)")
	return cmd
}

// instant parses a time given on the command line; "" means now.
func instant(s string) (time.Time, error) {
	if s == "" {
		return time.Now(), nil
	}
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return at, usage{fmt.Errorf("%q is no moment: write it as 2026-11-23T08:00:00Z", s)}
	}
	return at, nil
}

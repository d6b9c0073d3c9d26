package main

import (
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"carrel/internal/library"
)

func newPacks(t *terminal) *cobra.Command {
	return &cobra.Command{
		Use:   "packs [ID…]",
		Short: "List the sample packs, or install some",
		Example: `  carrel packs
  carrel packs capitals elements`,
		RunE: func(cmd *cobra.Command, ids []string) error {
			return t.with(cmd.Context(), func(lib *library.Library) error {
				if len(ids) == 0 {
					return listPacks(cmd, t, lib)
				}
				for _, id := range ids {
					res, err := lib.InstallPack(cmd.Context(), id, nil)
					if err != nil {
						return err
					}
					if err := printImport(t, res); err != nil {
						return err
					}
				}
				return nil
			})
		},
	}
}

func listPacks(cmd *cobra.Command, t *terminal, lib *library.Library) error {
	list, err := lib.Packs(cmd.Context())
	if err != nil {
		return err
	}
	if t.json {
		for _, p := range list {
			if err := t.print(p); err != nil {
				return err
			}
		}
		return nil
	}
	w := tabwriter.NewWriter(t.out, 0, 0, 2, ' ', 0)
	for _, p := range list {
		mark := ""
		if p.Installed {
			mark = "installed"
		}
		fmt.Fprintf(w, "%s\t%s\t%d cards\t%s\n", p.ID, p.Title, p.Cards, mark)
	}
	return w.Flush()
}

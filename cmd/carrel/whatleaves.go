package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"carrel/internal/library"
)

func newWhatLeaves(t *terminal) *cobra.Command {
	return &cobra.Command{
		Use:   "what-leaves",
		Short: "List every byte that can leave this computer, and where to",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return t.with(cmd.Context(), func(lib *library.Library) error {
				lines, err := lib.WhatLeaves(cmd.Context())
				if err != nil {
					return err
				}
				if t.json {
					return t.print(map[string][]string{"lines": lines})
				}
				for _, l := range lines {
					fmt.Fprintln(t.out, l)
				}
				return nil
			})
		},
	}
}

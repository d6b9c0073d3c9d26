package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"carrel/internal/site"
	"carrel/web"
)

func newSite(t *terminal) *cobra.Command {
	return &cobra.Command{
		Use:   "site DIR",
		Short: "Write Carrel as a static site, for phones and any browser",
		Long: `Writes a folder that any static host can serve, from any path. The whole
program runs inside the page: a phone that has opened it once needs neither a
network nor a computer. Serve it over https, which browsers ask for before they
give a page the microphone and storage that lasts.`,
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage{errors.New("name one folder to write the site into")}
			}
			return runSite(t, args[0])
		},
	}
}

func runSite(t *terminal, dir string) error {
	s, err := site.Write(dir, web.Dist(), web.Program())
	if err != nil {
		return err
	}
	if t.json {
		return t.print(s)
	}
	_, err = fmt.Fprintf(t.out, "%s holds the site: %d files, %.1f MB, of which a first visit loads %.1f MB and the voice.\n", s.Dir, s.Files, float64(s.Bytes)/1e6, float64(s.Program)/1e6)
	return err
}

package main

import (
	"fmt"
	"io/fs"
	"runtime"

	"github.com/spf13/cobra"

	"carrel/internal/study"
	"carrel/web"
)

func newVersion(t *terminal) *cobra.Command {
	var licences bool
	cmd := &cobra.Command{
		Use:   "version",
		Short: "Print the version, or the parts by others and their licences",
		Args:  noArgs,
		RunE: func(*cobra.Command, []string) error {
			if licences {
				return printLicences(t)
			}
			if t.json {
				return t.print(map[string]string{"version": version, "go": runtime.Version(), "os": runtime.GOOS, "arch": runtime.GOARCH})
			}
			_, err := fmt.Fprintf(t.out, "carrel %s (%s, %s/%s)\n", version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return err
		},
	}
	cmd.Flags().BoolVar(&licences, "licences", false, "print every part by others that Carrel holds, with its licence")
	return cmd
}

// printLicences prints the notices that were collected when Carrel was built.
func printLicences(t *terminal) error {
	text, err := fs.ReadFile(web.Dist(), "THIRD-PARTY.txt")
	if err != nil {
		return study.Because(err, study.NotFound, "this carrel was built without the page and its notices: build it with make build")
	}
	if t.json {
		return t.print(map[string]string{"licences": string(text)})
	}
	_, err = t.out.Write(text)
	return err
}

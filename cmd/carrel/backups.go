package main

import (
	"bufio"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"carrel/internal/backups"
	"carrel/internal/library"
	"carrel/internal/study"
)

func newBackups(t *terminal) *cobra.Command {
	var now, erase, yes bool
	cmd := &cobra.Command{
		Use:   "backups",
		Short: "List the backups that Carrel makes by itself",
		Long: `Carrel makes a backup at the first start of a day, and before an import, before
a deck is erased, before another backup is restored and before a newer Carrel
changes how the collection is kept. It keeps the newest of each of 7 days, 4
weeks and 12 months. "carrel restore" brings one back. The setting "auto_backup"
switches this off.

Backups hold what you have erased since they were made. --erase removes them
all; erasing everything removes them too.`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if erase && !yes && !t.confirmed("This erases all backups that Carrel made by itself, for good.") {
				return study.Errorf(study.Conflict, "nothing was erased, since the answer was not yes")
			}
			return t.with(cmd.Context(), func(lib *library.Library) error {
				switch {
				case erase:
					if err := lib.EraseBackups(cmd.Context()); err != nil {
						return err
					}
				case now:
					bar := newBar(t, "backup")
					_, err := lib.BackUp(cmd.Context(), backups.Asked, bar.progress)
					bar.stop()
					if err != nil {
						return err
					}
				}
				l, err := lib.Backups(cmd.Context())
				if err != nil {
					return err
				}
				return printBackups(t, l)
			})
		},
	}
	cmd.Flags().BoolVar(&now, "now", false, "make one now")
	cmd.Flags().BoolVar(&erase, "erase", false, "erase all of them, for good")
	cmd.Flags().BoolVar(&yes, "yes", false, "do not ask")
	return cmd
}

// confirmed asks a question on standard error and reports whether the answer was
// yes.
func (t *terminal) confirmed(what string) bool {
	fmt.Fprintf(t.err, "%s Type yes to go on: ", what)
	line, _ := bufio.NewReader(t.in).ReadString('\n')
	return strings.TrimSpace(strings.ToLower(line)) == "yes"
}

var reasonTexts = map[backups.Reason]string{
	backups.Daily: "first start of the day", backups.Asked: "asked for", backups.Import: "before an import",
	backups.Erase: "before a deck was erased", backups.Restore: "before a backup was restored", backups.Upgrade: "before an upgrade",
}

func printBackups(t *terminal, l library.BackupList) error {
	if t.json {
		return t.print(l)
	}
	for _, b := range l.Backups {
		fmt.Fprintf(t.out, "%s  %9s  %s  %s\n", b.At.In(t.zone).Format("2006-01-02 15:04"), sizeText(b.Size), b.Name, reasonTexts[b.Reason])
	}
	switch {
	case len(l.Backups) == 0:
		fmt.Fprintf(t.out, "There are no backups in %s yet.\n", l.Place)
	default:
		fmt.Fprintf(t.out, "%d backups in %s: %s, and %s of media.\n", len(l.Backups), l.Place, sizeText(l.Size), sizeText(l.Media))
	}
	if !l.On {
		fmt.Fprintln(t.out, "Automatic backups are switched off.")
	}
	return nil
}

func sizeText(n int64) string {
	switch {
	case n >= 1<<30:
		return fmt.Sprintf("%.1f GB", float64(n)/(1<<30))
	case n >= 1<<20:
		return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
	case n >= 1<<10:
		return fmt.Sprintf("%.1f kB", float64(n)/(1<<10))
	}
	return fmt.Sprintf("%d bytes", n)
}

// tellBackup prints that a backup before a change failed.
func tellBackup(t *terminal, lib *library.Library) {
	if why := lib.BackupProblem(); why != "" {
		fmt.Fprintf(t.err, "carrel: No automatic backup was made. %s\n", why)
	}
}

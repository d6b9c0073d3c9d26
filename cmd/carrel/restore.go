package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"carrel/internal/library"
	"carrel/internal/study"
)

func newRestore(t *terminal) *cobra.Command {
	var yes bool
	cmd := &cobra.Command{
		Use:   "restore [FILE|NAME|latest]",
		Short: "Put a backup in the place of the collection",
		Long: `Puts what a backup holds in the place of the collection, all of it or nothing.
FILE is a backup that you exported, NAME one of those that "carrel backups"
lists; without either it is the latest of them.

The collection as it was is kept as a backup first, so that a restore can be
undone. Where it cannot be read any more, its files are set aside. Settings that
name a program or an address, or that concern the microphone, stay in the
backup and are listed.`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usage{errors.New("name one backup to restore")}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			name := "latest"
			if len(args) == 1 {
				name = args[0]
			}
			return runRestore(cmd.Context(), t, name, yes)
		},
	}
	cmd.Flags().BoolVar(&yes, "yes", false, "do not ask")
	return cmd
}

const restoreServed = "\"carrel serve\" or another command has the collection open: end it, then restore"

func runRestore(ctx context.Context, t *terminal, name string, yes bool) error {
	if t.served != nil {
		return study.Errorf(study.Conflict, "%s", restoreServed)
	}
	home, err := t.homeDir()
	if err != nil {
		return err
	}
	r := library.NewRescue(home)
	if !yes && !t.confirmed(fmt.Sprintf("This puts the backup %s in the place of the collection in %s, which is kept as a backup.", name, home)) {
		return study.Errorf(study.Conflict, "nothing was changed, since the answer was not yes")
	}
	bar := newBar(t, "restore")
	res, err := restoreOne(ctx, t, r, name, bar.progress)
	bar.stop()
	if errors.Is(err, library.ErrInUse) {
		return study.Because(err, study.Conflict, "%s", restoreServed)
	}
	if err != nil {
		return err
	}
	if t.json {
		return t.print(res)
	}
	if err := printImport(t, res.ImportResult); err != nil {
		return err
	}
	switch {
	case res.Before != "":
		fmt.Fprintf(t.out, "  what was there before: carrel restore %s\n", res.Before)
	case res.Aside != "":
		fmt.Fprintf(t.out, "  the files of the damaged collection: %s\n", res.Aside)
	}
	return nil
}

// restoreOne restores a file if there is one of that name, and otherwise an
// automatic backup.
func restoreOne(ctx context.Context, t *terminal, r *library.Rescue, name string, p study.Progress) (library.Restored, error) {
	if _, err := t.files.Stat(name); err != nil || name == "latest" {
		return r.RestoreBackup(ctx, name, p)
	}
	f, size, err := openFile(t.files, name)
	if err != nil {
		return library.Restored{}, err
	}
	defer f.Close()
	return r.Restore(ctx, library.Upload{Name: filepath.Base(name), Data: f, Size: size, Beside: besideFile(t, name)}, p)
}

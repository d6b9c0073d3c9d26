package app

import (
	"context"
	"time"

	"carrel/internal/backups"
	"carrel/internal/study"
)

// How often to check whether a backup is due: soon after the start, and then so
// often that a running program makes one within the first hour of a day.
const (
	backupFirst = 5 * time.Second
	backupLook  = 30 * time.Minute
)

// KeepBackedUp makes a backup on each of the learner's days until the context
// ends. BackupList reports a failure, and the backup is tried again.
func (a *App) KeepBackedUp(ctx context.Context) {
	timer := time.NewTimer(backupFirst)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-timer.C:
			if place := a.keeper.place; place != nil && place.Quiet != nil && place.Quiet(ctx) != nil {
				return
			}
			a.BackUpToday(ctx)
			timer.Reset(backupLook)
		}
	}
}

// BackUpToday makes today's backup unless there is one already, backups are
// switched off, or the collection is empty.
func (a *App) BackUpToday(ctx context.Context) error {
	list, wanted, err := a.backupsWanted(ctx)
	if err != nil || !wanted {
		return err
	}
	today := a.learnersDay(a.now())
	for _, b := range list {
		if b.Reason == backups.Daily && a.learnersDay(b.At) == today {
			return nil
		}
	}
	_, err = a.BackUp(ctx, backups.Daily, nil)
	return err
}

// changesTogether is how long one backup serves for changes of one kind: someone
// who imports a folder, or erases one deck after another, needs only one backup
// from before the first change.
const changesTogether = 10 * time.Minute

// backUpBefore makes a backup before a large change. A failure does not prevent
// the change; BackupProblem reports it.
func (a *App) backUpBefore(ctx context.Context, why backups.Reason, p study.Progress) {
	list, wanted, err := a.backupsWanted(ctx)
	if err != nil || !wanted {
		a.keeper.told(err)
		return
	}
	now := a.now()
	for _, b := range list {
		if age := now.Sub(b.At); b.Reason == why && age >= 0 && age < changesTogether {
			return
		}
	}
	a.BackUp(ctx, why, p)
}

// backupsWanted lists the existing backups and reports whether backups should be
// made at all.
func (a *App) backupsWanted(ctx context.Context) ([]backups.Backup, bool, error) {
	if a.keeper.place == nil {
		return nil, false, nil
	}
	set, err := a.Settings(ctx)
	if err != nil || !set.AutoBackup {
		return nil, false, err
	}
	empty, err := a.nothingToKeep(ctx)
	if err != nil || empty {
		return nil, false, err
	}
	list, err := a.keeper.place.Shelf.List()
	return list, true, err
}

// nothingToKeep reports whether the collection has neither cards nor readings: a
// home whose collection was lost must not fill up with empty backups.
func (a *App) nothingToKeep(ctx context.Context) (bool, error) {
	empty, err := a.store.Empty(ctx)
	if err != nil || !empty {
		return empty, err
	}
	ids, err := a.store.ReadingIDs(ctx)
	return len(ids) == 0, err
}

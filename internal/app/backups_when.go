package app

import (
	"context"
	"time"

	"carrel/internal/backups"
	"carrel/internal/study"
)

// When backups are looked at: soon after the start, and then so often that the
// first hour of a day has one where the program runs on.
const (
	backupFirst = 5 * time.Second
	backupLook  = 30 * time.Minute
)

// KeepBackedUp makes the backup of each of the learner's days until the context
// ends. What fails is told by Backups and tried again.
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

// BackUpToday makes today's backup unless there is one, or backups are switched
// off, or there is nothing to keep.
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

// changesTogether is how long one backup serves for changes of one kind: those
// who import a folder, or erase one deck after the other, need one from before
// the first.
const changesTogether = 10 * time.Minute

// backUpBefore makes a backup before a large change. That it fails does not
// keep anyone from the change; BackupProblem tells of it.
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

// backupsWanted lists the backups there are, and reports whether one should be
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

// nothingToKeep reports whether the collection has neither cards nor readings:
// a home whose collection was lost must not fill with backups of nothing.
func (a *App) nothingToKeep(ctx context.Context) (bool, error) {
	empty, err := a.store.Empty(ctx)
	if err != nil || !empty {
		return empty, err
	}
	ids, err := a.store.ReadingIDs(ctx)
	return len(ids) == 0, err
}

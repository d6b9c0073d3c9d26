package library

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
func (l *Library) KeepBackedUp(ctx context.Context) {
	timer := time.NewTimer(backupFirst)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-timer.C:
			if place := l.keeper.place; place != nil && place.Quiet != nil && place.Quiet(ctx) != nil {
				return
			}
			l.BackUpToday(ctx)
			timer.Reset(backupLook)
		}
	}
}

// BackUpToday makes today's backup unless there is one already, backups are
// switched off, or the collection is empty.
func (l *Library) BackUpToday(ctx context.Context) error {
	list, wanted, err := l.backupsWanted(ctx)
	if err != nil || !wanted {
		return err
	}
	today := l.learnersDay(l.now())
	for _, b := range list {
		if b.Reason == backups.Daily && l.learnersDay(b.At) == today {
			return nil
		}
	}
	_, err = l.BackUp(ctx, backups.Daily, nil)
	return err
}

// changesTogether is how long one backup serves for changes of one kind: someone
// who imports a folder, or erases one deck after another, needs only one backup
// from before the first change.
const changesTogether = 10 * time.Minute

// backUpBefore makes a backup before a large change. A failure does not prevent
// the change; BackupProblem reports it.
func (l *Library) backUpBefore(ctx context.Context, why backups.Reason, p study.Progress) {
	list, wanted, err := l.backupsWanted(ctx)
	if err != nil || !wanted {
		l.keeper.told(err)
		return
	}
	now := l.now()
	for _, b := range list {
		if age := now.Sub(b.At); b.Reason == why && age >= 0 && age < changesTogether {
			return
		}
	}
	l.BackUp(ctx, why, p)
}

// backupsWanted lists the existing backups and reports whether backups should be
// made at all.
func (l *Library) backupsWanted(ctx context.Context) ([]backups.Backup, bool, error) {
	if l.keeper.place == nil {
		return nil, false, nil
	}
	set, err := l.Settings(ctx)
	if err != nil || !set.AutoBackup {
		return nil, false, err
	}
	empty, err := l.Empty(ctx)
	if err != nil || empty {
		return nil, false, err
	}
	list, err := l.keeper.place.Shelf.List()
	return list, true, err
}

// Empty reports whether the collection has neither cards nor readings: a
// home whose collection was lost must not fill up with empty backups.
func (l *Library) Empty(ctx context.Context) (bool, error) {
	empty, err := l.store.Empty(ctx)
	if err != nil || !empty {
		return empty, err
	}
	ids, err := l.store.ReadingIDs(ctx)
	return len(ids) == 0, err
}

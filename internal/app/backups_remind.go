package app

import (
	"context"
	"time"

	"carrel/internal/study"
)

// remindAfter is how old the last backup outside the browser may be before the
// page reminds of it, and how long it is silent once the learner said "later".
const remindAfter = 14 * 24 * time.Hour

// remindOfBackup reports whether the page should remind the learner to download a
// backup. In a browser everything can be cleared away at once, the automatic
// backups too.
func (a *App) remindOfBackup(ctx context.Context) (bool, error) {
	if a.host != "browser" {
		return false, nil
	}
	set, err := a.Settings(ctx)
	if err != nil {
		return false, err
	}
	first, last, err := a.store.Reviewed(ctx)
	if err != nil {
		return false, err
	}
	return remind(study.At(a.now()), study.Time(set.BackupDownloaded), study.Time(set.BackupLater), first, last), nil
}

// remind decides it: downloaded is when a backup was last downloaded, later when
// the reminder was put off, first and last when something was first and last
// graded; each is 0 for never.
func remind(now, downloaded, later, first, last study.Time) bool {
	old := func(t study.Time) bool { return now-t > study.Time(remindAfter.Milliseconds()) }
	if downloaded > now { // a clock was wrong: it is not known when
		downloaded = 0
	}
	switch {
	case last == 0 || last <= downloaded:
		return false
	case later > 0 && later <= now && !old(later):
		return false
	case downloaded == 0:
		return old(first)
	}
	return old(downloaded)
}

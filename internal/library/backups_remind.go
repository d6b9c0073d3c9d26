package library

import (
	"context"
	"time"

	"carrel/internal/study"
)

// remindAfter is the age of the last downloaded backup at which the page reminds
// the learner, and how long it stays silent after the learner chose "later".
const remindAfter = 14 * 24 * time.Hour

// RemindOfBackup reports whether the page should remind the learner to download a
// backup. A browser can clear all storage of a site at once, including the
// automatic backups.
func (l *Library) RemindOfBackup(ctx context.Context) (bool, error) {
	if l.host != Browser {
		return false, nil
	}
	set, err := l.Settings(ctx)
	if err != nil {
		return false, err
	}
	first, last, err := l.store.ReviewPeriod(ctx)
	if err != nil {
		return false, err
	}
	return remind(study.At(l.now()), study.Time(set.BackupDownloaded), study.Time(set.BackupLater), first, last), nil
}

// remind reports whether a reminder is due. downloaded is when a backup was last
// downloaded, later when the reminder was last dismissed, first and last when a
// card was first and last graded; each is 0 for never.
func remind(now, downloaded, later, first, last study.Time) bool {
	old := func(t study.Time) bool { return now-t > study.Time(remindAfter.Milliseconds()) }
	if downloaded > now { // a clock was wrong; the real time is unknown
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

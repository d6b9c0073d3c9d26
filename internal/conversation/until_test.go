package conversation

import (
	"testing"
	"time"

	"carrel/internal/schedule"
	"carrel/internal/study"
)

// TestUntilSpeaksTheLearnersLanguage formats intervals of every size in English,
// in French, and in a language without a table.
func TestUntilSpeaksTheLearnersLanguage(t *testing.T) {
	sched := schedule.New(schedule.Defaults(time.UTC))
	now := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	today := sched.Day(study.At(now))
	review := func(days int) study.Schedule { return study.Schedule{Phase: study.InReview, Day: today + days} }
	soon := func(d time.Duration) study.Schedule {
		return study.Schedule{Phase: study.Learning, Due: study.At(now.Add(d))}
	}
	for _, c := range []struct {
		s          study.Schedule
		lang, want string
	}{
		{soon(0), "en", "1 min"},
		{soon(10 * time.Minute), "en", "10 min"},
		{soon(10 * time.Minute), "fr", "10 min"},
		{soon(5 * time.Hour), "fr", "5 h"},
		{review(3), "en", "3 d"},
		{review(3), "fr", "3 j"},
		{review(76), "en", "2.5 mo"},
		{review(76), "fr", "2,5 mois"},
		{review(548), "fr", "1,5 a"},
		{review(548), "de", "1.5 y"},
	} {
		if got := until(c.s, now, sched, c.lang); got != c.want {
			t.Errorf("%+v in %s: %q, want %q", c.s, c.lang, got, c.want)
		}
	}
}

package library

import (
	"fmt"
	"testing"
	"time"

	"carrel/internal/store/storetest"
	"carrel/internal/study"
)

func TestWhenTheBrowserIsRemindedOfABackup(t *testing.T) {
	const day = study.Time(24 * 60 * 60 * 1000)
	now := 1000 * day
	ago := func(days study.Time) study.Time { return now - days*day }
	for name, c := range map[string]struct {
		downloaded, later, first, last study.Time
		want                           bool
	}{
		"nothing was studied":                       {},
		"studied for a week":                        {first: ago(7), last: ago(1)},
		"studied for a month, never downloaded":     {first: ago(30), last: ago(1), want: true},
		"downloaded a week ago":                     {downloaded: ago(7), first: ago(30), last: ago(1)},
		"downloaded three weeks ago":                {downloaded: ago(21), first: ago(30), last: ago(1), want: true},
		"nothing was studied since the download":    {downloaded: ago(21), first: ago(30), last: ago(22)},
		"put off a week ago":                        {later: ago(7), first: ago(30), last: ago(1)},
		"put off three weeks ago":                   {later: ago(21), first: ago(30), last: ago(1), want: true},
		"downloaded by a clock that was ahead":      {downloaded: now + 900*day, first: ago(30), last: ago(1), want: true},
		"put off by a clock that was ahead":         {later: now + 900*day, first: ago(30), last: ago(1), want: true},
		"downloaded exactly two weeks ago is young": {downloaded: ago(14), first: ago(30), last: ago(1)},
	} {
		if got := remind(now, c.downloaded, c.later, c.first, c.last); got != c.want {
			t.Errorf("%s: reminded: %v", name, got)
		}
	}
}

// TestTheReminderFollowsTheSettings reads the reminder from the status that the
// page asks for.
func TestTheReminderFollowsTheSettings(t *testing.T) {
	c := newClock()
	a, err := Open(t.Context(), Config{Host: "browser", Now: c.now})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	deck := study.Deck{ID: study.DeriveID("deck", "d"), Name: "d"}
	note := study.Note{ID: study.DeriveID("note", "n"), Item: &study.Item{Kind: study.Short, Stem: "?", Answer: "a"}}
	card := study.Card{ID: study.DeriveID("card", note.ID.String(), "0"), Note: note.ID, Deck: deck.ID}
	entries := func(yield func(study.Entry, error) bool) {
		_ = yield(study.Entry{Deck: &deck}, nil) && yield(study.Entry{Note: &note}, nil) && yield(study.Entry{Card: &card}, nil)
	}
	if _, err := a.store.Import(t.Context(), entries, nil, nil); err != nil {
		t.Fatal(err)
	}
	review := study.Review{ID: study.DeriveID("review", "r"), Card: card.ID, At: study.At(c.t), Kind: study.Graded, Grade: 3}
	if _, err := storetest.AppendReview(t.Context(), a.store, review, nil); err != nil {
		t.Fatal(err)
	}
	check := func(when string, want bool) {
		t.Helper()
		got, err := a.RemindOfBackup(t.Context())
		if err != nil || got != want {
			t.Errorf("%s: reminded: %v, %v", when, got, err)
		}
	}
	check("the day something was studied", false)
	c.t = c.t.Add(20 * 24 * time.Hour)
	check("20 days later", true)
	put := func(key string) {
		t.Helper()
		if _, err := a.ChangeSettings(t.Context(), fmt.Appendf(nil, `{%q: %d}`, key, c.t.UnixMilli()), true); err != nil {
			t.Fatal(err)
		}
	}
	put("backup_later")
	check("put off", false)
	c.t = c.t.Add(20 * 24 * time.Hour)
	check("20 days after it was put off", true)
	put("backup_downloaded")
	check("downloaded", false)
	c.t = c.t.Add(20 * 24 * time.Hour)
	check("20 days after the download, without another review", false)
}

package backups

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func dayOf(t time.Time) int { return int(t.Unix() / 86400) }

// TestRotation makes backups for up to two years, on some days none and on some
// several, and rotates after each as the program does.
func TestRotation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := time.Date(2026, 1, 1, 9, 0, 0, 0, time.UTC)
		var list []Backup
		days := map[int]bool{}
		weeks, months := map[int]bool{}, map[int]bool{}
		for range rapid.IntRange(1, 150).Draw(t, "backups") {
			at = at.Add(time.Duration(rapid.IntRange(1, 5*24*60).Draw(t, "minutes")) * time.Minute)
			why := rapid.SampledFrom([]Reason{Daily, Daily, Daily, Import, Erase, Restore}).Draw(t, "why")
			list = append(list, Backup{Name: Name(at, why), At: at, Reason: why})
			today := dayOf(at)
			days[today], weeks[week(today)], months[month(today)] = true, true, true

			gone := map[string]bool{}
			for _, b := range Outdated(list, dayOf) {
				gone[b.Name] = true
			}
			var kept []Backup
			for _, b := range list {
				if !gone[b.Name] {
					kept = append(kept, b)
				}
			}
			list = kept
			if list[len(list)-1].At != at {
				t.Fatal("the newest is gone")
			}
			if most := keptDays + keptWeeks + keptMonths + keptChanges; len(list) > most {
				t.Fatalf("%d are kept, more than %d", len(list), most)
			}
			if again := Outdated(list, dayOf); len(again) > 0 {
				t.Fatalf("rotating twice removes more: %v", again)
			}
			covers(t, list, days, keptDays, func(b Backup) int { return dayOf(b.At) }, "day")
			covers(t, list, weeks, keptWeeks, func(b Backup) int { return week(dayOf(b.At)) }, "week")
			covers(t, list, months, keptMonths, func(b Backup) int { return month(dayOf(b.At)) }, "month")
		}
	})
}

// covers checks that each of the newest n periods that ever had a backup still
// has one.
func covers(t *rapid.T, list []Backup, had map[int]bool, n int, period func(Backup) int, what string) {
	have := map[int]bool{}
	newest := 0
	for _, b := range list {
		have[period(b)] = true
		newest = max(newest, period(b))
	}
	for p := newest; p > newest-1000 && n > 0; p-- {
		if had[p] {
			n--
			if !have[p] {
				t.Fatalf("no backup of %s %d is kept", what, p)
			}
		}
	}
}

func TestNames(t *testing.T) {
	at := time.Date(2026, 12, 1, 9, 30, 5, 7e6, time.FixedZone("", 3600))
	name := Name(at, Erase)
	if b, ok := Parse(name); !ok || !b.At.Equal(at) || b.Reason != Erase {
		t.Errorf("%s is read as %+v, %v", name, b, ok)
	}
	for _, name := range []string{"", "carrel.db", "carrel-20261201T093005.007Z-erase.jsonl.gz.media", "partial-1", "../carrel-20261201T093005.007Z-erase.jsonl.gz"} {
		if _, ok := Parse(name); ok {
			t.Errorf("%q passes for a backup", name)
		}
	}
}

package backups

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func dayOf(t time.Time) int { return int(t.Unix() / 86400) }

// TestRotation makes backups for up to two years, some days none and some days
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

// covers wants a backup for each of the newest n periods that ever had one.
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

func TestDisk(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "backups")
	d := NewDisk(folder)
	if list, err := d.List(); len(list) > 0 || err != nil {
		t.Fatalf("%v, %v", list, err)
	}
	old, name := Name(time.Unix(1e9, 0), Daily), Name(time.Unix(2e9, 0), Daily)
	for _, n := range []string{name, old} {
		if err := d.Write(n, func(w io.Writer) error { _, err := io.WriteString(w, "content"); return err }); err != nil {
			t.Fatal(err)
		}
	}
	broken := errors.New("broken")
	if err := d.Write(Name(time.Unix(3e9, 0), Daily), func(w io.Writer) error { io.WriteString(w, "half"); return broken }); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	list, err := d.List()
	if err != nil || len(list) != 2 || list[0].Name != name || list[0].Size != 7 {
		t.Errorf("%+v, %v", list, err)
	}
	entries, err := os.ReadDir(folder)
	if err != nil || len(entries) != 2 {
		t.Errorf("something else is left: %v, %v", entries, err)
	}
	if info, err := os.Stat(filepath.Join(folder, name)); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others may read it: %v, %v", info.Mode(), err)
	}
	if err := d.Remove(name); err != nil {
		t.Fatal(err)
	}
	if err := d.Remove(name); err != nil {
		t.Errorf("removing what is not there: %v", err)
	}
	if _, err := d.Open("../x"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}

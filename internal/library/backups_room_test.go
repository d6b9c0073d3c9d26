package library

import (
	"bytes"
	"io"
	"strings"
	"syscall"
	"testing"
	"time"

	"carrel/internal/backups"
)

// crowded is a shelf in a store with a limited number of bytes.
type crowded struct {
	*backups.Disk
	place *BackupPlace
	most  int64
}

func (c crowded) Write(name string, fill func(io.Writer) error) error {
	files, media, err := c.place.taken()
	if err != nil {
		return err
	}
	return c.Disk.Write(name, func(w io.Writer) error {
		out := &counting{w: w}
		if err := fill(out); err != nil {
			return err
		}
		if files+media+out.n > c.most {
			return syscall.ENOSPC
		}
		return nil
	})
}

// granted returns an App with backups in a place with a storage grant.
func granted(t *testing.T, home string, c *wall, grant func() (used, granted int64, ok bool)) *Library {
	t.Helper()
	place := DiskBackups(home)
	place.Grant = grant
	a, err := Open(t.Context(), Config{Home: home, Now: c.now, Backups: place})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	return a
}

func everyDay(t *testing.T, a *Library, c *wall, days int) {
	t.Helper()
	for range days {
		c.t = c.t.Add(24 * time.Hour)
		if err := a.BackUpToday(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

// TestFewerBackupsWhereSpaceIsShort checks that backups stay within their share
// of the grant, and that BackupList reports the limit.
func TestFewerBackupsWhereSpaceIsShort(t *testing.T) {
	c := newClock()
	home := t.TempDir()
	var all int64 = 1 << 30
	a := granted(t, home, c, func() (int64, int64, bool) { return 0, all, true })
	pictured(t, a, "one", "PNG")
	everyDay(t, a, c, 5)
	l, err := a.Backups(t.Context())
	if err != nil || len(l.Backups) != 5 || l.Short || l.Most != 1<<28 {
		t.Fatalf("with room there are %+v, %v", l, err)
	}
	all = grantShare * (3*l.Backups[0].Size + l.Media)
	everyDay(t, a, c, 1)
	newest := c.t
	if l, err = a.Backups(t.Context()); err != nil || len(l.Backups) != 3 || !l.Short || !l.Backups[0].At.Equal(newest) {
		t.Errorf("with room for three there are %+v, %v", l, err)
	}
	all = 1
	everyDay(t, a, c, 1)
	if l := listed(t, a); len(l) != 1 || !l[0].At.Equal(c.t) {
		t.Errorf("without room there are %+v, want the newest", l)
	}
}

// TestAFullStoreKeepsTheNewestBackups makes the store refuse a backup: older
// backups must make room for it, unless the collection is damaged.
func TestAFullStoreKeepsTheNewestBackups(t *testing.T) {
	c := newClock()
	home := t.TempDir()
	a := granted(t, home, c, func() (int64, int64, bool) { return 0, 1 << 30, true })
	pictured(t, a, "one", "PNG")
	everyDay(t, a, c, 4)
	l, err := a.Backups(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	place := a.keeper.place
	place.Shelf = crowded{backups.NewDisk(place.Shelf.Place()), place, l.Size + l.Media - 1}
	everyDay(t, a, c, 1)
	if l := listed(t, a); len(l) != 3 || !l[0].At.Equal(c.t) {
		t.Errorf("there are %+v, want the newest and two more", l)
	}
	a.Close()
	spoilHome(t, home, `UPDATE notes SET item = '{'`)
	a = granted(t, home, c, func() (int64, int64, bool) { return 0, 1 << 30, true })
	place = a.keeper.place
	place.Shelf = crowded{backups.NewDisk(place.Shelf.Place()), place, 1}
	for range 5 {
		c.t = c.t.Add(24 * time.Hour)
		if err := a.BackUpToday(t.Context()); err == nil {
			t.Fatal("a backup of a damaged collection was made")
		}
	}
	if l := listed(t, a); len(l) != 3 {
		t.Errorf("damage drove backups out: %+v", l)
	}
}

// TestMediaWithoutRoomStayWhereTheyAre leaves large media out of the backups; a
// download takes them from the collection.
func TestMediaWithoutRoomStayWhereTheyAre(t *testing.T) {
	c := newClock()
	a := granted(t, t.TempDir(), c, func() (int64, int64, bool) { return 0, grantShare * 4000, true })
	pictured(t, a, "large", strings.Repeat("LARGE", 1000))
	pictured(t, a, "small", "SMALL")
	everyDay(t, a, c, 1)
	l, err := a.Backups(t.Context())
	if err != nil || len(l.Backups) != 1 || l.NoMedia != 1 || l.Media != 5 {
		t.Fatalf("%+v, %v", l, err)
	}
	write, done, err := a.OpenBackup(l.Backups[0].Name)
	if err != nil {
		t.Fatal(err)
	}
	defer done()
	var got bytes.Buffer
	if err := write(t.Context(), &got); err != nil {
		t.Fatal(err)
	}
	if want := exportOf(t, a); got.String() != want {
		t.Errorf("downloaded:\n%.2000s\nwant\n%.2000s", got.String(), want)
	}
}

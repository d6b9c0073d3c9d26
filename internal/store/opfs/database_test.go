//go:build js

package opfs

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"syscall/js"
	"testing"

	"github.com/ncruces/go-sqlite3/vfs"

	"carrel/internal/faults"
	"carrel/internal/store"
	"carrel/internal/store/home"
)

// onDatabase runs f on the collection in the files in memory, which is closed.
func onDatabase(vfsName string, f func(*Folder, *Database) error) error {
	folder, err := Open(place)
	if err != nil {
		return err
	}
	files, err := folder.Files(home.MediaFolder)
	if err != nil {
		return err
	}
	asides, err := folder.Whole("backups")
	if err != nil {
		return err
	}
	folder.Register(vfsName)
	defer vfs.Unregister(vfsName)
	return f(folder, folder.Database(store.Options{Home: place, VFS: vfsName, Files: files}, asides))
}

// restoreB puts a collection with deck B in the place of the one there is.
func restoreB(ctx context.Context, aside string) error {
	return onDatabase("rebuild", func(_ *Folder, d *Database) error {
		return d.Rebuild(ctx, store.Options{}, aside, func(ctx context.Context, s *store.Store) error {
			_, err := s.Import(ctx, material("B", 3), nil, nil)
			return err
		})
	})
}

// settled is what the collection holds at the next start.
func settled(ctx context.Context) (string, error) {
	if err := onDatabase("settle", func(_ *Folder, d *Database) error { return d.Settle() }); err != nil {
		return "", err
	}
	return contents(ctx, "settled", true)
}

// restoring is the base of a restore, what it does to files, and what there is
// before and after it.
func restoring(t *testing.T, fake js.Value) (r recorded) {
	t.Helper()
	put(fake, faults.Image{})
	if err := opened(t.Context(), "prepare", func(s *store.Store) error {
		_, err := s.Import(t.Context(), material("A", 4), nil, nil)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	r.base = imageOf(fake)
	for range 2 {
		state, err := settled(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		r.states = append(r.states, state)
		put(fake, r.base)
		if err := restoreB(t.Context(), "damaged-1"); err != nil {
			t.Fatal(err)
		}
		r.log, r.calls = logOf(fake), fake.Get("count").Int()
	}
	if !strings.Contains(r.states[0], "deck A") || !strings.Contains(r.states[1], "deck B") || strings.Contains(r.states[1], "deck A") {
		t.Fatalf("before and after the restore there are %q", r.states)
	}
	return r
}

func waysToRename(t *testing.T, test func(t *testing.T, fake js.Value)) {
	for name, cannot := range map[string]bool{"renaming": false, "copying": true} {
		t.Run(name, func(t *testing.T) {
			fake := fakeFiles(t)
			fake.Set("cannotMove", cannot)
			defer fake.Set("cannotMove", false)
			test(t, fake)
		})
	}
}

// TestRebuildKilled kills the worker after every so many operations of a restore:
// the next start finds all of the old collection or all of the new.
func TestRebuildKilled(t *testing.T) {
	waysToRename(t, func(t *testing.T, fake js.Value) {
		r := restoring(t, fake)
		old, chance := 0, faults.NewChance(t)
		step := max(1, len(r.log)/15)
		points := []int{}
		for n := 0; n < len(r.log); n += step {
			points = append(points, n)
		}
		for n := max(0, len(r.log)-20); n <= len(r.log); n++ { // where it is decided
			points = append(points, n)
		}
		for _, n := range points {
			put(fake, afterOps(t, r, n, chance))
			state, err := settled(t.Context())
			if err != nil {
				t.Fatalf("killed after %d of %d operations: %v", n, len(r.log), err)
			}
			switch state {
			case r.states[0]:
				old++
			case r.states[1]:
			default:
				t.Fatalf("killed after %d of %d operations there is\n%s", n, len(r.log), state)
			}
		}
		if old == 0 || old == len(points) {
			t.Errorf("%d of %d found the old collection: nothing was cut", old, len(points))
		}
	})
}

// afterOps is the base with the first n operations done, as files are when only
// the worker dies.
func afterOps(t *testing.T, r recorded, n int, chance *rand.Rand) faults.Image {
	t.Helper()
	im, err := faults.Cut(r.base, r.log, n, faults.Fate{Keep: 1, Ordered: true, Journal: true}, chance)
	if err != nil {
		t.Fatal(err)
	}
	return im
}

// TestRebuildRefused has the browser refuse operations of a restore: it fails,
// and the collection is the old one, or the new one where that was decided.
func TestRebuildRefused(t *testing.T) {
	waysToRename(t, func(t *testing.T, fake js.Value) {
		r := restoring(t, fake)
		for n := 0; n < r.calls; n += max(1, r.calls/15) {
			put(fake, r.base)
			fake.Set("failAt", n)
			fake.Set("failAs", "QuotaExceededError")
			err := restoreB(t.Context(), "damaged-1")
			put(fake, imageOf(fake))
			state, serr := settled(t.Context())
			if serr != nil {
				t.Fatalf("refused at %d of %d: %v", n, r.calls, serr)
			}
			if i := slices.Index(r.states, state); i < 0 || err == nil && i == 0 {
				t.Fatalf("refused at %d of %d (%v) there is\n%s", n, r.calls, err, state)
			}
		}
	})
}

// TestRebuildSetsDamageAside keeps the damaged files as they are, and an error of
// what fills the new collection leaves the old one.
func TestRebuildSetsDamageAside(t *testing.T) {
	fake := fakeFiles(t)
	put(fake, faults.Image{})
	if err := opened(t.Context(), "prepare", func(s *store.Store) error {
		_, err := s.Import(t.Context(), material("A", 1), nil, nil)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	im := imageOf(fake)
	file := place + "/" + store.DatabaseName
	clear(im.Files[file][:100])
	damaged := string(im.Files[file])
	put(fake, im)
	broken := errors.New("broken")
	if err := onDatabase("broken", func(_ *Folder, d *Database) error {
		return d.Rebuild(t.Context(), store.Options{}, "damaged-1", func(context.Context, *store.Store) error { return broken })
	}); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	now := imageOf(fake)
	if string(now.Files[file]) != damaged {
		t.Error("a restore that fails changes the collection")
	}
	for name := range now.Files {
		if _, had := im.Files[name]; !had {
			t.Errorf("a restore that fails leaves %s", name)
		}
	}
	if err := restoreB(t.Context(), "damaged-1"); err != nil {
		t.Fatal(err)
	}
	if got := string(imageOf(fake).Files[place+"/backups/damaged-1/"+store.DatabaseName]); got != damaged {
		t.Errorf("%d bytes are kept aside, want the %d of the damaged file", len(got), len(damaged))
	}
	if err := onDatabase("erase", func(f *Folder, _ *Database) error {
		w, err := f.Whole("backups")
		if err != nil {
			return err
		}
		return w.RemoveFolders("damaged-")
	}); err != nil {
		t.Fatal(err)
	}
	for name := range imageOf(fake).Files {
		if strings.Contains(name, "damaged-") {
			t.Errorf("%s is left", name)
		}
	}
}

// TestAPowerCutWhileRebuilding cuts the power in a restore, with what was not
// flushed lost, torn or kept.
func TestAPowerCutWhileRebuilding(t *testing.T) {
	waysToRename(t, func(t *testing.T, fake js.Value) {
		r := restoring(t, fake)
		chance := faults.NewChance(t)
		for range faults.Times(t, "CARREL_POWER", 25) {
			n, fate := chance.IntN(len(r.log)+1), faults.SomeFate(chance)
			fate.Ordered, fate.Journal = true, true
			im, err := faults.Cut(r.base, r.log, n, fate, chance)
			if err != nil {
				t.Fatal(err)
			}
			put(fake, im)
			state, err := settled(t.Context())
			if err != nil || !slices.Contains(r.states, state) {
				t.Fatalf("cut after %d of %d operations, %+v: %v\n%s", n, len(r.log), fate, err, state)
			}
		}
	})
}

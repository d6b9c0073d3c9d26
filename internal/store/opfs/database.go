//go:build js

package opfs

import (
	"context"
	"errors"
	"io/fs"

	"carrel/internal/browser"
	"carrel/internal/store"
	"carrel/internal/store/home"
	"carrel/internal/store/salvage"
	"carrel/internal/study"
)

// Database is the collection in a folder, which need not be readable.
type Database struct {
	folder *Folder
	asides *Whole
	opt    store.Options
}

// Database is the collection in f, which opt opens. The files of a damaged one
// are kept aside in asides.
func (f *Folder) Database(opt store.Options, asides *Whole) *Database {
	return &Database{f, asides, opt}
}

// Files is where its media are.
func (d *Database) Files() home.Files { return d.opt.Files }

// Hold keeps nobody out: the folder is ours alone.
func (d *Database) Hold() (release func(), err error) { return func() {}, nil }

// Image opens the files of the database for reading.
func (d *Database) Image() (image salvage.Image, done func(), err error) {
	db, err := d.blob(store.DatabaseName)
	if err != nil {
		return image, nil, study.Because(err, study.Unavailable, "there is nothing to save: the file of the collection cannot be opened: %v", err)
	}
	image.DB, image.DBSize = db, db.Size()
	wal, err := d.blob(store.DatabaseName + "-wal")
	if err == nil {
		image.WAL, image.WALSize = wal, wal.Size()
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return image, nil, study.Because(err, study.Unavailable, "the log of the collection cannot be opened: %v", err)
	}
	return image, func() {}, nil
}

func (d *Database) blob(name string) (*browser.Blob, error) {
	file, err := d.folder.file(name, false)
	if err != nil {
		return nil, err
	}
	blob, err := browser.Call(file, "getFile")
	if err != nil {
		return nil, err
	}
	return browser.NewBlob(blob), nil
}

// A new database is made under the first name, and has the second when it is
// complete. That it has decides: before, the old collection counts, from then on
// the new one, however often the worker is killed in between.
const (
	building = store.DatabaseName + ".building"
	restored = store.DatabaseName + ".restored"
)

// besides are the files that belong to a database.
var besides = []string{"-wal", "-shm", "-journal"}

// Rebuild puts a new collection in the place of the one there is, all at once, as
// store.Rebuild does in a home: fill is given an empty collection with the same
// media. aside names a folder that the files of the
// old database are copied to first; "" copies none. An error of fill, of the browser or of ctx
// leaves everything as it was, but for media that belong to nothing yet.
//
// A browser gives no promise about the order in which names reach the disk: what
// is said of being killed holds for a tab and a browser that are killed, and for a
// loss of power where the browser's files lie in a file system with a journal.
func (d *Database) Rebuild(ctx context.Context, opt store.Options, aside string, fill func(context.Context, *store.Store) error) error {
	if err := d.Settle(); err != nil {
		return err
	}
	opt.Home, opt.VFS, opt.Files, opt.Database = d.opt.Home, d.opt.VFS, d.opt.Files, building
	err := d.build(ctx, opt, fill)
	if err == nil && aside != "" {
		err = d.setAside(aside)
	}
	if err == nil {
		err = ctx.Err()
	}
	if err == nil {
		err = disk(d.folder.rename(building, restored))
	}
	return errors.Join(err, d.Settle())
}

func (d *Database) build(ctx context.Context, opt store.Options, fill func(context.Context, *store.Store) error) error {
	s, err := store.Open(ctx, opt)
	if err != nil {
		return err
	}
	if err = fill(ctx, s); err == nil {
		err = s.QuickCheck(ctx)
	}
	if e := s.Close(); err == nil {
		err = e
	}
	if err != nil {
		return err
	}
	// What is in the log only would be lost.
	if wal, err := d.blob(building + "-wal"); err == nil && wal.Size() > 0 {
		return study.Errorf(study.Unavailable, "the new collection could not be completed: try again")
	}
	return nil
}

// setAside copies the files of the database to a folder.
func (d *Database) setAside(aside string) error {
	to, err := d.asides.folder.folder(aside)
	for _, end := range append([]string{""}, besides...) {
		if err != nil {
			break
		}
		if err = d.copyAside(store.DatabaseName+end, to); errors.Is(err, fs.ErrNotExist) {
			err = nil
		}
	}
	if err != nil {
		return study.Because(err, study.Unavailable, "the damaged collection could not be kept aside (%v), so nothing was changed: free some space on this device and try again", disk(err))
	}
	return nil
}

func (d *Database) copyAside(name string, to *Folder) error {
	file, err := d.folder.file(name, false)
	if err != nil {
		return err
	}
	return to.copy(file, name)
}

// Settle finishes a restore that was decided, and removes what one that was not
// has left. It comes before the collection is opened.
func (d *Database) Settle() error {
	unfinished, err := d.folder.exists(building)
	if err != nil {
		return err
	}
	if unfinished {
		// In this order: while it is being built, the other name does not count.
		for _, name := range []string{restored, building + "-wal", building + "-shm", building + "-journal", building} {
			if err := d.remove(name); err != nil {
				return err
			}
		}
	}
	decided, err := d.folder.exists(restored)
	if err != nil || !decided {
		return err
	}
	// The log of the old database must not be taken for one of the new.
	for _, end := range besides {
		if err := d.remove(store.DatabaseName + end); err != nil {
			return err
		}
	}
	return disk(d.folder.rename(restored, store.DatabaseName))
}

func (d *Database) remove(name string) error {
	if err := d.folder.remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

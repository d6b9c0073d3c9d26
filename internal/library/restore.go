package library

import (
	"context"
	"encoding/json"
	"io"
	"time"

	"carrel/internal/backups"
	"carrel/internal/interchange"
	"carrel/internal/interchange/backup"
	"carrel/internal/interchange/source"
	"carrel/internal/store"
	"carrel/internal/study"
)

// Restored is the result of a restore.
type Restored struct {
	study.ImportResult
	// Before is the backup of the previous collection, "" if it was empty.
	Before string `json:"before"`
	// Aside is the folder with the files of the previous collection if it could
	// not be read, else "".
	Aside string `json:"aside"`
}

// Rescue restores and salvages a collection that may be unreadable.
type Rescue struct {
	Place *BackupPlace
	Now   func() time.Time

	config   Config // configuration for opening the collection
	files    RescueFiles
	commands // next steps to name in messages
}

// commands names what the learner can do next, in words for the command line or
// for a page without one.
type commands struct{ list, add string }

// NewRescue returns the rescue of a home on a disk.
func NewRescue(home string) *Rescue { return RescueOf(Config{Home: home}) }

// RescueOf returns the rescue of the collection that c opens.
func RescueOf(c Config) *Rescue {
	r := &Rescue{
		Place: c.Backups, Now: time.Now, files: c.Rescue,
		config:   Config{Home: c.Home, Store: c.Store, Host: c.Host},
		commands: commands{"choose one of those that the page lists", "add it to the collection when that can be read again"},
	}
	if r.files == nil {
		r.files = diskRescue{c.Home}
		r.commands = commands{"\"carrel backups\" lists those there are", "\"carrel import\" adds what it holds to the collection"}
	}
	if r.Place == nil {
		r.Place = DiskBackups(c.Home)
	}
	return r
}

// Scratch returns temporary files for unpacking what is too large for memory; nil
// if there are none. The next start removes those that a killed program left.
func (r *Rescue) Scratch() source.Scratch {
	if r.config.Home == "" {
		return nil
	}
	return source.TempFiles(r.config.Home)
}

// Backups lists the automatic backups, the newest first.
func (r *Rescue) Backups() ([]backups.Backup, error) {
	l, err := r.Place.list()
	return l.Backups, err
}

// RestoreBackup restores an automatic backup by its name; "latest" means the
// newest one that was not made by a restore.
func (r *Rescue) RestoreBackup(ctx context.Context, name string, p study.Progress) (Restored, error) {
	name, err := r.find(name)
	if err != nil {
		return Restored{}, err
	}
	return r.restore(ctx, name, func() (study.Entries, func(), error) {
		f, err := r.Place.Shelf.Open(name)
		if err != nil {
			return nil, nil, study.Because(err, study.Unreadable, "the backup %s cannot be opened: %v", name, err)
		}
		return backup.ReadStream(ctx, name, f, r.beside(nil), nil), func() { f.Close() }, nil
	}, p)
}

func (r *Rescue) find(name string) (string, error) {
	list, err := r.Backups()
	if err != nil {
		return "", err
	}
	for _, b := range list {
		if b.Name == name || name == "latest" && b.Reason != backups.Restore {
			return b.Name, nil
		}
	}
	if name == "latest" {
		return "", study.Errorf(study.NotFound, "there are no backups in %s: name a file that you exported", r.Place.Shelf.Place())
	}
	return "", study.Errorf(study.NotFound, "there is no backup %s in %s: %s", name, r.Place.Shelf.Place(), r.list)
}

// Restore replaces the collection by the content of a backup, atomically. The
// previous collection is first stored as a backup; if it cannot be read, its
// files are set aside. So a restore can be undone. An error leaves everything
// unchanged.
func (r *Rescue) Restore(ctx context.Context, u Upload, p study.Progress) (Restored, error) {
	return r.restore(ctx, u.Name, func() (study.Entries, func(), error) {
		src := interchange.Source{Name: u.Name, ReaderAt: u.Data, Size: u.Size, Scratch: r.Scratch(), Beside: r.beside(u.Beside)}
		format, entries, err := interchange.Read(ctx, src, p)
		if err == nil && format != "backup" && format != "packed backup" {
			err = study.Errorf(study.Unreadable, "%s is no backup of Carrel: %s", u.Name, r.add)
		}
		return entries, func() {}, err
	}, p)
}

func (r *Rescue) beside(given func(string) (io.ReadCloser, error)) func(string) (io.ReadCloser, error) {
	own := r.files.Files()
	return func(hash string) (io.ReadCloser, error) {
		if given != nil {
			if f, err := given(hash); err == nil {
				return f, nil
			}
		}
		if f, err := r.Place.openMedia(hash); err == nil {
			return f, nil
		}
		return own.Open(hash)
	}
}

func (r *Rescue) restore(ctx context.Context, name string, open func() (study.Entries, func(), error), p study.Progress) (Restored, error) {
	defer collectSooner()()
	entries, done, err := open()
	if err != nil {
		return Restored{}, err
	}
	defer done()
	out := Restored{}
	keep, err := r.keepPresent(ctx, &out, p)
	if err != nil {
		return Restored{}, err
	}
	err = r.files.Rebuild(ctx, store.Options{Zone: localZone(), Now: r.Now}, out.Aside, func(ctx context.Context, s *store.Store) error {
		res, err := s.Import(ctx, entries, settingPolicy(nil), p)
		if err != nil {
			return err
		}
		out.ImportResult = res
		if keep == nil {
			return nil
		}
		return s.PutEnrolment(ctx, keep) // no backup contains it
	})
	if err != nil {
		return Restored{}, err
	}
	out.File, out.Format = name, "backup"
	return out, nil
}

// keepPresent makes a backup of the present collection, or decides where to set
// its files aside. It returns the enrolment, which no backup contains.
func (r *Rescue) keepPresent(ctx context.Context, out *Restored, p study.Progress) (json.RawMessage, error) {
	aside := func() {
		if d, ok := r.Place.Shelf.(interface{ Aside(time.Time) string }); ok {
			out.Aside = d.Aside(r.Now())
		}
	}
	config := r.config
	config.Backups, config.Now = r.Place, r.Now
	l, err := Open(ctx, config)
	if study.KindOf(err) == study.Unreadable {
		aside()
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer l.Close()
	enrolment, err := l.store.Enrolment(ctx)
	if err != nil {
		enrolment = nil
	}
	empty, err := l.Empty(ctx)
	if err == nil && empty {
		return enrolment, nil
	}
	b, err := l.BackUp(ctx, backups.Restore, p)
	if study.KindOf(err) == study.Unreadable {
		aside() // damaged: perhaps not all of it can be read
		return enrolment, nil
	}
	if err != nil {
		return nil, err
	}
	out.Before = b.Name
	return enrolment, nil
}

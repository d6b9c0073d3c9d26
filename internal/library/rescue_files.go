package library

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"carrel/internal/store"
	"carrel/internal/store/home"
	"carrel/internal/store/salvage"
	"carrel/internal/study"
)

// RescueFiles gives access to the files of a collection that may be unreadable.
type RescueFiles interface {
	// Hold locks the home against other processes until release is called.
	Hold() (release func(), err error)
	// Image opens the files of the database for reading.
	Image() (image salvage.Image, done func(), err error)
	// Files returns the media of the collection.
	Files() home.Files
	// Rebuild does what store.Rebuild does.
	Rebuild(ctx context.Context, opt store.Options, aside string, fill func(ctx context.Context, s *store.Store) error) error
}

// diskRescue gives access to the files of a home on a disk.
type diskRescue struct{ home string }

func (d diskRescue) Hold() (release func(), err error) { return home.LockExisting(d.home) }

func (d diskRescue) Files() home.Files {
	return home.NewDiskFiles(filepath.Join(d.home, home.MediaFolder))
}

func (d diskRescue) Rebuild(ctx context.Context, opt store.Options, aside string, fill func(ctx context.Context, s *store.Store) error) error {
	opt.Home = d.home
	return store.Replace(ctx, opt, aside, fill)
}

func (d diskRescue) Image() (image salvage.Image, done func(), err error) {
	path := filepath.Join(d.home, store.DatabaseName)
	db, err := os.Open(path)
	if err != nil {
		return image, nil, study.Because(err, study.Unavailable, "there is nothing to salvage: %s cannot be opened: %v", path, err)
	}
	image.DB = db
	if image.DBSize, err = sizeOfFile(db); err != nil {
		db.Close()
		return image, nil, err
	}
	wal, err := os.Open(path + "-wal")
	if errors.Is(err, fs.ErrNotExist) {
		return image, func() { db.Close() }, nil
	}
	if err == nil {
		image.WAL = wal
		image.WALSize, err = sizeOfFile(wal)
	}
	if err != nil {
		db.Close()
		return image, nil, study.Because(err, study.Unavailable, "%s-wal cannot be opened: %v", path, err)
	}
	return image, func() { db.Close(); wal.Close() }, nil
}

func sizeOfFile(f *os.File) (int64, error) {
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

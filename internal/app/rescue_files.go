package app

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"carrel/internal/store"
	"carrel/internal/store/salvage"
	"carrel/internal/study"
)

// RescueFiles are the files of a collection that need not be readable.
type RescueFiles interface {
	// Hold keeps other processes out until release is called.
	Hold() (release func(), err error)
	// Image opens the files of the database for reading.
	Image() (image salvage.Image, done func(), err error)
	// Files is where the media of the collection are.
	Files() store.Files
	// Rebuild is store.Rebuild.
	Rebuild(ctx context.Context, opt store.Options, aside string, fill func(ctx context.Context, s *store.Store) error) error
}

// diskRescue is those of a home.
type diskRescue struct{ home string }

func (d diskRescue) Hold() (release func(), err error) { return store.Hold(d.home) }

func (d diskRescue) Files() store.Files {
	return store.DiskFiles(filepath.Join(d.home, store.MediaFolder))
}

func (d diskRescue) Rebuild(ctx context.Context, opt store.Options, aside string, fill func(ctx context.Context, s *store.Store) error) error {
	opt.Home = d.home
	return store.Rebuild(ctx, opt, aside, fill)
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

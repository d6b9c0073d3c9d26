package app

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"carrel/internal/interchange/backup"
	"carrel/internal/store"
	"carrel/internal/store/salvage"
	"carrel/internal/study"
)

// Salvage writes every row that can be read out of the collection, however
// damaged it is, to a backup, and returns what could not be read. The collection
// is not changed.
func (r *Rescue) Salvage(ctx context.Context, w io.Writer) ([]study.Skip, error) {
	release, err := store.Hold(r.Home)
	if err != nil {
		return nil, err
	}
	defer release()
	image, done, err := r.image()
	if err != nil {
		return nil, err
	}
	defer done()
	var lost []study.Skip
	files := store.DiskFiles(filepath.Join(r.Home, store.MediaFolder))
	found, err := backup.Write(ctx, w, noting(&lost, salvage.Entries(ctx, image, files)))
	return append(lost, found...), err
}

// image opens the files of the database for reading.
func (r *Rescue) image() (image salvage.Image, done func(), err error) {
	path := filepath.Join(r.Home, store.DatabaseName)
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

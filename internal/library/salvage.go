package library

import (
	"context"
	"io"

	"carrel/internal/interchange/backup"
	"carrel/internal/store/salvage"
	"carrel/internal/study"
)

// Salvage writes every readable row of the collection, however damaged it is, to
// a backup, and returns what could not be read. It does not change the
// collection.
func (r *Rescue) Salvage(ctx context.Context, w io.Writer) ([]study.Skip, error) {
	release, err := r.files.Hold()
	if err != nil {
		return nil, err
	}
	defer release()
	image, done, err := r.files.Image()
	if err != nil {
		return nil, err
	}
	defer done()
	var lost []study.Skip
	found, err := backup.Write(ctx, w, noting(&lost, salvage.Entries(ctx, image, r.files.Files())))
	return append(lost, found...), err
}

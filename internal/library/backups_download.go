package library

import (
	"context"
	"io"

	"carrel/internal/backups"
	"carrel/internal/interchange/backup"
	"carrel/internal/study"
)

// OpenBackup opens an automatic backup by its name. write sends it with its media as
// one file, which can be restored anywhere.
func (l *Library) OpenBackup(name string) (write func(context.Context, io.Writer) error, done func(), err error) {
	if _, ok := backups.Parse(name); !ok || l.keeper.place == nil {
		return nil, nil, study.Errorf(study.NotFound, "there is no backup %q: reload the page to see those there are", name)
	}
	f, err := l.keeper.place.Shelf.Open(name)
	if err != nil {
		return nil, nil, study.Because(err, study.NotFound, "the backup %s is not there any more: reload the page to see those there are", name)
	}
	write = func(ctx context.Context, w io.Writer) error {
		_, err := backup.Write(ctx, w, backup.ReadStream(ctx, name, f, l.besideOf(Upload{}), nil))
		return err
	}
	return write, func() { f.Close() }, nil
}

package store

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/store/home"
	"carrel/internal/study"
)

// restored is the name of a new database that is complete and about to replace the current
// one. The existence of a file of this name decides: before it, the old collection counts;
// from then on the new one does, however often the program is killed in between.
const restored = DatabaseName + ".restored"

// besides are the suffixes of the files that belong to a database.
var besides = []string{"-wal", "-shm", "-journal"}

// building is the prefix of folders in which a new database is made.
const building = "restore-"

// Replace replaces the collection of a home atomically. fill gets an empty collection that
// uses the same media. aside is a folder for the files of the old database; "" keeps none
// of them. An error of fill, of the disk or of ctx leaves everything as it was.
func Replace(ctx context.Context, opt Options, aside string, fill func(ctx context.Context, s *Store) error) error {
	where := &Store{opt: opt} // for its error messages
	if err := where.makeHome(); err != nil {
		return err
	}
	release, err := home.Lock(opt.Home)
	if err != nil {
		return err
	}
	defer release()
	if err := settleRestore(opt.Home); err != nil {
		return where.plain(ctx, err)
	}
	return where.plain(ctx, rebuild(ctx, opt, aside, fill))
}

func rebuild(ctx context.Context, opt Options, aside string, fill func(ctx context.Context, s *Store) error) error {
	temp, err := os.MkdirTemp(opt.Home, building)
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	fresh := opt
	fresh.Home, fresh.Files, fresh.BeforeUpgrade = temp, home.NewDiskFiles(filepath.Join(opt.Home, home.MediaFolder)), nil
	s, err := Open(ctx, fresh)
	if err != nil {
		return err
	}
	if err = fill(ctx, s); err == nil {
		err = s.QuickCheck(ctx)
	}
	if err == nil {
		err = s.settle(ctx)
	}
	if e := s.Close(); err == nil {
		err = e
	}
	if err != nil {
		return err
	}
	if aside != "" {
		if err := setAside(opt.Home, aside); err != nil {
			return err
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := os.Rename(filepath.Join(temp, DatabaseName), filepath.Join(opt.Home, restored)); err != nil {
		return err
	}
	if err := home.SyncNames(opt.Home); err != nil {
		return err
	}
	return settleRestore(opt.Home)
}

// settle copies the whole log into the database file, so that the file can be moved
// without the log.
func (s *Store) settle(ctx context.Context) error {
	c, err := s.take(ctx, s.writing)
	if err != nil {
		return err
	}
	defer func() { s.writing <- c }()
	s.copying.Lock()
	defer s.copying.Unlock()
	_, _, err = c.WALCheckpoint("", sqlite3.CHECKPOINT_TRUNCATE)
	return s.plain(ctx, err)
}

// settleRestore completes a restore whose new database is complete. It removes the remains
// of interrupted restores, upgrades and imports. The home must be locked.
func settleRestore(dir string) error {
	for _, begun := range []string{building + "*", "upgrade-*", "carrel-import-*"} {
		left, _ := filepath.Glob(filepath.Join(dir, begun))
		for _, name := range left {
			if err := os.RemoveAll(name); err != nil {
				return err
			}
		}
	}
	from := filepath.Join(dir, restored)
	if _, err := os.Stat(from); errors.Is(err, fs.ErrNotExist) {
		return nil
	} else if err != nil {
		return err
	}
	// SQLite must not apply the log of the old database to the new one.
	for _, end := range besides {
		if err := os.Remove(filepath.Join(dir, DatabaseName+end)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	if err := home.SyncNames(dir); err != nil {
		return err
	}
	if err := os.Rename(from, filepath.Join(dir, DatabaseName)); err != nil {
		return err
	}
	return home.SyncNames(dir)
}

// setAside copies the files of a database to a folder.
func setAside(from, folder string) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	for _, end := range append([]string{""}, besides...) {
		name := DatabaseName + end
		if err := copyAside(filepath.Join(from, name), filepath.Join(folder, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return study.Because(err, study.Unavailable, "the damaged collection could not be kept in %s: %v. Nothing was changed; free some space and try again", folder, err)
		}
	}
	return home.SyncNames(folder)
}

func copyAside(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	if err == nil {
		err = out.Sync()
	}
	if e := out.Close(); err == nil {
		err = e
	}
	return err
}

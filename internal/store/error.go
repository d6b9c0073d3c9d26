package store

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"slices"
	"syscall"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/store/home"
	"carrel/internal/study"
)

// plain turns errors of SQLite and the operating system into a sentence for the learner.
// It returns errors that are such a sentence already, and those of ctx, unchanged.
func (s *Store) plain(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	var own *study.Error
	if errors.As(err, &own) {
		return err
	}
	if ctx.Err() != nil && isAny(err, sqlite3.INTERRUPT, ctx.Err()) {
		return ctx.Err()
	}
	where := s.where()
	var file *fs.PathError
	switch {
	case tooManyOpen(err):
		return study.Because(err, study.Unavailable, "too many files are open for %s to be used. Close some programs and try again", where)
	case s.noSpace(err):
		return study.Because(err, study.Unavailable, "there is no space left for %s. Nothing was changed; free some space and try again", where)
	case isAny(err, sqlite3.BUSY, sqlite3.LOCKED):
		return study.Because(err, study.Conflict, "another program is using %s. Close it and try again", where)
	case isAny(err, sqlite3.CORRUPT, sqlite3.NOTADB):
		return study.Because(err, study.Unreadable, "%s is damaged. %s", where, s.advice().damaged)
	case isAny(err, sqlite3.READONLY, sqlite3.PERM, sqlite3.CANTOPEN, fs.ErrPermission) || home.ReadOnly(err):
		return study.Because(err, study.Unavailable, "%s cannot be opened for writing. %s", where, s.advice().place)
	case errors.Is(err, sqlite3.TOOBIG):
		return study.Because(err, study.Unsupported, "a single text is too long to be kept. Split it and try again")
	case errors.Is(err, sqlite3.IOERR):
		return study.Because(err, study.Unavailable, "%s could not be read or written: the disk reported a fault. Check the disk and try again", where)
	case errors.As(err, &file):
		return study.Because(err, study.Unavailable, "%s could not be read or written: %v. Check the disk and try again", file.Path, file.Err)
	}
	return study.Because(err, study.Internal, "%s could not be used because of a fault in Carrel: %v", where, err)
}

// isAny reports whether an error is one of several.
func isAny(err error, targets ...error) bool {
	return slices.ContainsFunc(targets, func(target error) bool { return errors.Is(err, target) })
}

// noSpace reports whether an error means that the disk is full.
func (s *Store) noSpace(err error) bool {
	return errors.Is(err, sqlite3.FULL) || home.NoSpace(err) || errors.Is(err, sqlite3.IOERR) && home.DiskFull(s.opt.Home)
}

// tooManyOpen reports whether the process has reached its limit of open files. It tries to
// open one, because SQLite says only that it could not open a file.
func tooManyOpen(err error) bool {
	if errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE) {
		return true
	}
	if !errors.Is(err, sqlite3.CANTOPEN) {
		return false
	}
	f, err := os.Open(os.DevNull)
	if err == nil {
		f.Close()
	}
	return errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE)
}

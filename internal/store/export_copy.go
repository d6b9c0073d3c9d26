package store

import (
	"context"
	"net/url"
	"path/filepath"
	"runtime"
	"sync"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/store/db"
	"carrel/internal/store/home"
	"carrel/internal/study"
)

// ExportFromCopy is Export for a reader that may stop for long, such as a page. It reads a
// copy of the database, so that no study, erase or checkpoint waits for it. An erase ends
// the export, because the copy would still hold the erased data. If there is no room for a
// copy, ExportFromCopy is Export.
func (s *Store) ExportFromCopy(ctx context.Context, choice ExportOptions) study.Entries {
	if !s.shared {
		return s.Export(ctx, choice)
	}
	return func(yield func(study.Entry, error) bool) {
		copied, err := s.copyApart(ctx)
		if err != nil {
			if ctx.Err() != nil {
				yield(study.Entry{}, ctx.Err())
				return
			}
			s.Export(ctx, choice)(yield)
			return
		}
		defer copied.close()
		err = copied.export(s.files, choice, yield)
		if why := context.Cause(copied.ctx); err != nil && err != errStopped && why == errWithdrawn {
			err = why
		}
		if err != nil && err != errStopped {
			yield(study.Entry{}, s.plain(ctx, err))
		}
	}
}

// errWithdrawn ends an export whose copy an erase removed.
var errWithdrawn = study.Errorf(study.Conflict, "something was erased while the collection was exported, so the export was ended: export it again")

// apartCopies are the copies of the database that exports read.
type apartCopies struct {
	mu   sync.Mutex
	live map[*apart]struct{}
}

// apart is a copy of the database in its own file.
type apart struct {
	list   *apartCopies
	ctx    context.Context
	cancel context.CancelCauseFunc
	file   home.TempFile
	c      *db.Conn
}

// copyApart copies the current database. An erase waits for it to finish, and so finds
// every copy that holds the erased data.
func (s *Store) copyApart(ctx context.Context) (_ *apart, err error) {
	s.copying.Lock()
	defer s.copying.Unlock()
	file, err := s.TempFile("copy-*")
	if err != nil {
		return nil, err
	}
	a := &apart{list: &s.apart, file: file}
	a.ctx, a.cancel = context.WithCancelCause(ctx)
	defer func() {
		if err != nil {
			a.close()
		}
	}()
	if err := s.copyTo(ctx, s.fileURI(file.Name(), nil)); err != nil {
		return nil, err
	}
	raw, err := sqlite3.OpenContext(ctx, s.fileURI(file.Name(), url.Values{"immutable": {"1"}}))
	if err != nil {
		return nil, err
	}
	a.c = db.New(raw)
	a.c.Limit(sqlite3.LIMIT_LENGTH, maxLength)
	if err := a.c.Exec("PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY; PRAGMA query_only = ON; PRAGMA cache_size = -4000;"); err != nil {
		return nil, err
	}
	a.list.mu.Lock()
	defer a.list.mu.Unlock()
	if a.list.live == nil {
		a.list.live = map[*apart]struct{}{}
	}
	a.list.live[a] = struct{}{}
	return a, nil
}

// copiedPages is how many pages are copied between two checks of ctx.
const copiedPages = 4096

// copyTo copies the database page by page in one transaction, on a connection of its own.
func (s *Store) copyTo(ctx context.Context, uri string) (err error) {
	c, err := s.connect(ctx, false)
	if err != nil {
		return err
	}
	defer c.Close()
	defer db.RecoverNoMemory(&err)
	if err := c.Run("BEGIN"); err != nil {
		return err
	}
	defer c.Rollback()
	if _, err := c.Int("SELECT count(*) FROM sqlite_schema"); err != nil { // starts the read transaction
		return err
	}
	b, err := c.BackupInit("main", uri)
	if err != nil {
		return err
	}
	for done := false; !done && err == nil; {
		if err = ctx.Err(); err == nil {
			done, err = b.Step(copiedPages)
		}
	}
	if e := b.Close(); err == nil {
		err = e
	}
	return err
}

func (a *apart) export(files home.Files, choice ExportOptions, yield func(study.Entry, error) bool) (err error) {
	a.c.SetInterrupt(a.ctx)
	defer db.RecoverNoMemory(&err)
	decks, err := deckNumbers(a.c, choice.Decks)
	if err != nil {
		return err
	}
	x := exporter{c: a.c, files: files, choice: choice, decks: decks, yield: yield}
	return x.all()
}

func (a *apart) close() {
	a.cancel(nil)
	if a.c != nil {
		a.c.SetInterrupt(context.Background())
		a.c.Close()
	}
	a.file.Close()
	a.list.mu.Lock()
	delete(a.list.live, a)
	a.list.mu.Unlock()
}

// withdraw ends the exports in progress and overwrites their copies. It does not wait for
// the exports, because their readers may have stopped. The caller holds s.copying.
func (l *apartCopies) withdraw() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	var r home.Removal
	for a := range l.live {
		a.cancel(errWithdrawn)
		r.Add(home.Shred(a.file.Name()))
	}
	return r.Err()
}

// fileURI returns the URI of a database file in the folder of the collection.
func (s *Store) fileURI(name string, q url.Values) string {
	if q == nil {
		q = url.Values{}
	}
	if s.opt.DiskVFS != "" {
		q.Set("vfs", s.opt.DiskVFS)
	}
	name = filepath.ToSlash(name)
	if runtime.GOOS == "windows" {
		name = "/" + name
	}
	u := url.URL{Scheme: "file", OmitHost: true, Path: name, RawQuery: q.Encode()}
	return u.String()
}

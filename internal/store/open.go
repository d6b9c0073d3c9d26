package store

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/schedule"
	"carrel/internal/store/db"
	"carrel/internal/store/home"
	"carrel/internal/store/importing"
	"carrel/internal/store/plan"
	"carrel/internal/store/table"
	"carrel/internal/study"
)

// DatabaseName is the file in a home that holds the collection.
const DatabaseName = "carrel.db"

// Options say where a collection is and how to open it.
type Options struct {
	// Home is the folder of the collection, created if it does not exist. "" keeps everything
	// in memory until Close.
	Home string

	// VFS names a SQLite file system registered with ncruces/go-sqlite3/vfs, such as one for a
	// browser's private files. "" is the operating system's. With another VFS, Home is only a
	// name for messages, nothing is locked, and Database is the file's name in that file
	// system.
	VFS      string
	Database string // "" is DatabaseName

	// DiskVFS names a SQLite file system, registered in the same way, through which the files
	// of a Home on disk are read and written, such as one that injects faults. "" is the
	// operating system's. Unlike with VFS, everything else stays the same.
	DiskVFS string

	// Files stores media. nil uses a folder of Home, or memory where there is no Home.
	Files home.Files

	// Zone is the learner's time zone as an IANA name, for a new collection; "" is UTC. Later
	// the learner's own setting applies, even while travelling.
	Zone string

	// Copy leaves the home unchanged: writes stay in memory and are lost on Close. It allows
	// reading from a disk that is full or read-only.
	Copy bool

	// Now is the clock against which rows count as dated in the future. If it is nil, no row
	// does.
	Now func() time.Time

	// BeforeUpgrade is called before the schema of a collection is upgraded. copyTo copies the
	// current database to a path that does not exist yet, or to a database in memory whose
	// name is one of MemoryCopy.
	BeforeUpgrade func(ctx context.Context, copyTo func(path string) error)

	cut func(step string) error // see Store.step

	// MaxPages limits the size of the database in pages of 4 KiB; 0 means no limit.
	MaxPages int
}

// Store is an open collection.
type Store struct {
	opt     Options
	loose   []string // files of the home that other users can read
	copyVFS string   // the file system of a Copy
	shared  bool     // several connections may be open at once
	release func()
	files   home.Files
	limit   importing.Limits

	// gate.go defines the order in which these are taken.
	alone   chan struct{} // holds an element while readers are excluded
	writing chan *db.Conn // holds the writing connection while it is idle
	reading chan *db.Conn // holds the idle reading connections; nil ones are not open yet

	sched atomic.Pointer[plan.Plan]
	ahead forecast
	wal   atomic.Int64 // pages in the write-ahead log
	wrote atomic.Int64 // time of the last write, in nanoseconds
	wake  chan struct{}

	erasing   chan struct{}           // holds an element during an erase
	eraseLeft error                   // see UnfinishedErase
	cut       func(step string) error // see step; nil except in tests

	apart   apartCopies
	copying sync.Mutex // held while the log is copied, because SQLite does not wait for that
	stop    chan struct{}
	closed  sync.Once
	bg      sync.WaitGroup
}

// readers is the number of reads that can run at once.
const readers = 2

// Open opens the collection of a home and upgrades its schema. A home that another process
// has open, a database of another program and one of a newer Carrel are Conflict errors
// that say what to do.
func Open(ctx context.Context, opt Options) (*Store, error) {
	s := &Store{
		opt: opt, release: func() {}, files: opt.Files, limit: importing.UsualLimits(),
		shared:  opt.VFS == "" && opt.Home != "" && !opt.Copy && canShare,
		alone:   make(chan struct{}, 1),
		writing: make(chan *db.Conn, 1),
		reading: make(chan *db.Conn, readers),
		wake:    make(chan struct{}, 1),
		erasing: make(chan struct{}, 1),
		cut:     opt.cut,
		stop:    make(chan struct{}),
	}
	if err := s.open(ctx); err != nil {
		s.release()
		return nil, s.plain(ctx, err)
	}
	return s, nil
}

func (s *Store) open(ctx context.Context) error {
	if err := s.takeHome(); err != nil {
		return err
	}
	if s.files == nil {
		s.files = s.openFiles()
	}
	if s.onDisk() && s.copyVFS == "" {
		// A file that cannot be removed does not prevent opening; UnfinishedErase reports it.
		s.eraseLeft = home.ClearTemp(s.opt.Home)
	}
	c, err := s.openWriter(ctx)
	if err != nil {
		return err
	}
	s.writing <- c
	for range readers {
		s.reading <- nil
	}
	if !s.opt.Copy {
		// A failure is no reason not to open: the collection can still be studied.
		if err := s.resumeErase(ctx); err != nil {
			s.eraseLeft = err
		}
	}
	if s.shared {
		s.bg.Add(1)
		go s.checkpoints()
	}
	return nil
}

// takeHome makes and locks the home, if the collection is on the disk, and completes an
// interrupted restore. If the store works on a copy, takeHome prepares that instead.
func (s *Store) takeHome() (err error) {
	if s.opt.Copy {
		return s.openCopy()
	}
	if !s.onDisk() {
		return nil
	}
	if err := s.makeHome(); err != nil {
		return err
	}
	if s.release, err = home.Lock(s.opt.Home); err != nil {
		s.release = func() {}
		return err
	}
	return settleRestore(s.opt.Home)
}

// openFiles returns the media files of the home, or files in memory if there is none.
func (s *Store) openFiles() home.Files {
	if !s.onDisk() {
		return home.NewMemoryFiles()
	}
	disk := home.NewDiskFiles(filepath.Join(s.opt.Home, home.MediaFolder))
	disk.Clean(&home.Removal{}) // what remains of it is found again
	return disk
}

// openWriter opens the connection that writes, and makes the collection ready for use.
func (s *Store) openWriter(ctx context.Context) (*db.Conn, error) {
	cut := !s.opt.Copy && s.wasCut()
	c, err := s.connect(ctx, true)
	if err != nil {
		return nil, err
	}
	err = s.prepareCollection(ctx, c)
	if err == nil && cut {
		err = s.sweep(ctx, c)
	}
	if err != nil {
		c.Close()
		return nil, err
	}
	return c, nil
}

func (s *Store) makeHome() error {
	if err := os.MkdirAll(s.opt.Home, home.PrivateFolder); err != nil {
		return study.Because(err, study.Unavailable, "the folder %s cannot be made: %v. Choose another folder with --home", s.opt.Home, err)
	}
	// Create the files here so that only their owner can read them. SQLite would create the
	// index of the log as the umask allows; it gives the log and a journal the permissions of
	// the database ("modeof").
	names := []string{s.where()}
	if s.shared {
		names = append(names, s.where()+"-shm")
	}
	for _, name := range names {
		f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, home.PrivateFile)
		if err != nil {
			return study.Because(err, study.Unavailable, "%s cannot be opened for writing: %v. %s", name, err, s.advice().place)
		}
		if err := f.Close(); err != nil {
			return err
		}
	}
	s.loose = home.Tighten(s.opt.Home)
	return nil
}

// prepareCollection migrates the schema and loads what the store keeps in memory.
func (s *Store) prepareCollection(ctx context.Context, c *db.Conn) error {
	c.SetInterrupt(ctx)
	defer c.SetInterrupt(context.Background())
	if err := migrate(c, s.where(), s.advice(), s.beforeUpgrade(ctx, c)); err != nil {
		return err
	}
	if err := table.StartMeta(c, table.ZoneKey, s.opt.Zone); err != nil {
		return err
	}
	p, err := plan.Load(c)
	if err != nil {
		return err
	}
	s.sched.Store(p)
	stale, err := p.Stale(c)
	if err != nil || !stale {
		return err
	}
	return s.rebuild(ctx, c, p, nil)
}

// maxLength is the maximum length of a row or value in bytes.
const maxLength = 64 << 20

// rebuild discards every cached schedule and replays the reviews. The connection must not be
// in a transaction.
func (s *Store) rebuild(ctx context.Context, c *db.Conn, p *plan.Plan, progress study.Progress) error {
	return db.Transaction(ctx, c, func(c *db.Conn) error {
		return plan.ReplayCards(ctx, c, p, plan.AllCards, progress)
	})
}

// connect opens a connection and sets it up. Temporary tables and statement journals stay
// in memory, of which a connection may use at most 256 MB; in a file they could outlive
// erased data.
func (s *Store) connect(ctx context.Context, writes bool) (*db.Conn, error) {
	raw, err := sqlite3.OpenContext(ctx, s.uri())
	if err != nil {
		return nil, err
	}
	c := db.New(raw)
	c.Limit(sqlite3.LIMIT_LENGTH, maxLength)
	setup := "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY; PRAGMA busy_timeout = 5000;"
	if !s.shared {
		// Without shared memory this connection keeps the index of the log itself.
		setup = "PRAGMA locking_mode = EXCLUSIVE; PRAGMA wal_autocheckpoint = 1000;" + setup
	}
	if writes {
		setup += "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA cache_size = -8000;"
		if s.opt.MaxPages > 0 {
			setup += fmt.Sprintf("PRAGMA max_page_count = %d;", s.opt.MaxPages)
		}
	} else {
		setup += "PRAGMA query_only = ON; PRAGMA cache_size = -4000;"
	}
	if s.shared {
		setup += "PRAGMA wal_autocheckpoint = 0;"
	}
	if err := c.Exec(setup); err != nil {
		c.Close()
		return nil, err
	}
	if writes {
		if err := c.KeepLog(); err != nil {
			c.Close()
			return nil, err
		}
		c.WALHook(func(_ *sqlite3.Conn, _ string, pages int) error { s.logged(pages); return nil })
		if !s.shared {
			c.WALAutoCheckpoint(1000) // the hook above replaced it
		}
	}
	return c, nil
}

func (s *Store) uri() string {
	name := s.opt.Database
	if name == "" {
		name = DatabaseName
	}
	q := url.Values{}
	switch {
	case s.opt.VFS != "":
		q.Set("vfs", s.opt.VFS)
	case s.opt.Home == "":
		return ":memory:"
	default:
		name = filepath.ToSlash(filepath.Join(s.opt.Home, name))
		if abs, err := filepath.Abs(name); err == nil {
			name = filepath.ToSlash(abs)
		}
		if runtime.GOOS == "windows" {
			name = "/" + name
		} else {
			q.Set("modeof", name)
		}
		if s.copyVFS != "" {
			q.Set("vfs", s.copyVFS)
		} else if s.opt.DiskVFS != "" {
			q.Set("vfs", s.opt.DiskVFS)
		} else if aloneVFS != "" {
			q.Set("vfs", aloneVFS)
		}
	}
	query := strings.ReplaceAll(q.Encode(), "+", "%20") // SQLite does not decode + as a space
	u := url.URL{Scheme: "file", OmitHost: true, Path: name, RawQuery: query}
	if len(name) > 0 && name[0] != '/' {
		u.Opaque = url.PathEscape(name)
		u.Path = ""
	}
	return u.String()
}

// where returns the collection's name for messages.
func (s *Store) where() string {
	if s.opt.Home == "" {
		return "the collection in memory"
	}
	if s.opt.VFS != "" {
		return s.opt.Home
	}
	return filepath.Join(s.opt.Home, DatabaseName)
}

// PermissionWarnings returns sentences about files of the home that other users may be able to read and
// whose permissions Open could not tighten.
func (s *Store) PermissionWarnings() []string { return slices.Clone(s.loose) }

// TempFile creates a temporary file, in the home if that is on the disk.
func (s *Store) TempFile(pattern string) (home.TempFile, error) {
	if !s.onDisk() || s.copyVFS != "" {
		return home.NewTempFile("", pattern)
	}
	return home.NewTempFile(s.opt.Home, pattern)
}

// Files returns the store of the media files.
func (s *Store) Files() home.Files { return s.files }

// Scheduler returns the scheduler for the learner's current settings.
func (s *Store) Scheduler() *schedule.Scheduler { return s.sched.Load().Scheduler }

// Close waits for calls in progress, then closes the collection.
func (s *Store) Close() error {
	var err error
	s.closed.Do(func() {
		close(s.stop)
		s.bg.Wait()
		for range readers {
			if c := <-s.reading; c != nil {
				c.Close()
			}
		}
		c := <-s.writing
		if s.shared {
			c.WALCheckpoint("", sqlite3.CHECKPOINT_TRUNCATE)
		}
		err = c.Close()
		s.release()
	})
	return s.plain(context.Background(), err)
}

// errClosed returns the error of calls on a closed store.
func (s *Store) errClosed() error {
	return study.Errorf(study.Unavailable, "the collection is closed. Start Carrel again")
}

// take takes a connection from a pool, unless ctx ends or the store closes first.
func (s *Store) take(ctx context.Context, pool chan *db.Conn) (*db.Conn, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	select {
	case <-s.stop:
		return nil, s.errClosed()
	default:
	}
	select {
	case c := <-pool:
		return c, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-s.stop:
		return nil, s.errClosed()
	}
}

// write runs f in a transaction on the writing connection. If write returns nil, all of
// f's changes are on disk; otherwise none are.
func (s *Store) write(ctx context.Context, f func(c *db.Conn) error) error {
	c, err := s.take(ctx, s.writing)
	if err != nil {
		return err
	}
	defer func() { s.writing <- c }()
	return s.plain(ctx, db.Transaction(ctx, c, f))
}

// read runs f on a consistent snapshot.
func (s *Store) read(ctx context.Context, f func(c *db.Conn) error) (err error) {
	pool := s.reading
	if !s.shared {
		pool = s.writing
	}
	c, err := s.take(ctx, pool)
	if err != nil {
		return err
	}
	defer func() { pool <- c }()
	if c == nil {
		if c, err = s.connect(ctx, false); err != nil {
			return s.plain(ctx, err)
		}
	}
	c.SetInterrupt(ctx)
	defer c.SetInterrupt(context.Background())
	if err := c.Run("BEGIN"); err != nil {
		return s.plain(ctx, err)
	}
	defer db.RecoverNoMemory(&err)
	defer c.Rollback()
	return s.plain(ctx, f(c))
}

// The log is copied into the database when it is worth the effort and nobody has written
// for a moment, or when it has become far too long. Writers never do it themselves. A
// review comes every few seconds at most.
const (
	checkpointPages = 1000 // 4 MB
	tooManyPages    = 16 * checkpointPages
	quiet           = 250 * time.Millisecond
)

func (s *Store) logged(pages int) {
	s.wal.Store(int64(pages))
	s.wrote.Store(time.Now().UnixNano())
	if s.shared && pages >= checkpointPages {
		select {
		case s.wake <- struct{}{}:
		default:
		}
	}
}

// checkpoints copies the log, on its own connection.
func (s *Store) checkpoints() {
	defer s.bg.Done()
	for {
		select {
		case <-s.stop:
			return
		case <-s.wake:
		}
		for s.wal.Load() < tooManyPages {
			left := quiet - time.Since(time.Unix(0, s.wrote.Load()))
			if left <= 0 {
				break
			}
			select {
			case <-s.stop:
				return
			case <-time.After(left):
			}
		}
		s.copyLog()
		// Wait before trying again while a long read blocks the reuse of the log.
		select {
		case <-s.stop:
			return
		case <-time.After(quiet):
		}
	}
}

func (s *Store) copyLog() {
	s.copying.Lock()
	defer s.copying.Unlock()
	c, err := s.connect(context.Background(), true)
	if err != nil {
		return // another write will trigger it
	}
	c.WALCheckpoint("", sqlite3.CHECKPOINT_PASSIVE)
	c.Close()
}

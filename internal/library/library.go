package library

import (
	"context"
	"io/fs"
	"path/filepath"
	"sync"
	"time"

	"carrel/internal/schedule"
	"carrel/internal/speech"
	"carrel/internal/store"
	"carrel/internal/store/home"
	"carrel/internal/voice"
)

// Host is where Carrel runs.
type Host string

// The hosts.
const (
	Native  Host = "native"  // a computer's own program
	Browser Host = "browser" // in the page
)

// Config says where a collection is stored and on which host.
type Config struct {
	Home   string           // folder of the collection; "" keeps the collection in memory
	Assets fs.FS            // the built page, which contains the built-in voice
	Host   Host             // Native by default
	Now    func() time.Time // nil means time.Now
	// Copy opens a copy that leaves the home unchanged and discards all writes:
	// see store.Options.
	Copy bool
	// Voice replaces the built-in speech engine; nil keeps the built-in one.
	Voice speech.Synthesizer
	// Store holds other options for opening the store; nil opens Home on the
	// disk.
	Store *store.Options
	// Backups is where automatic backups are kept; nil means a folder of Home, or
	// no backups when there is no Home or Store is set.
	Backups *BackupPlace
	// Rescue is the files of the collection where it cannot be read; nil is those
	// of Home.
	Rescue RescueFiles
}

// Library is an open collection: its decks, cards, readings, settings and
// backups. Its methods are safe for concurrent use.
type Library struct {
	store *store.Store
	voice *voice.Voice
	host  Host
	now   func() time.Time
	home  string

	settingsMu sync.Mutex // held while settings and what follows them change; before the follower's lock
	applied    Settings   // the settings that the voice follows
	follower   Follower

	sizes  sizes
	keeper keeper
}

// Now returns the time.
func (l *Library) Now() time.Time { return l.now() }

// Host returns where Carrel runs.
func (l *Library) Host() Host { return l.host }

// Voice returns the voice that speaks for this collection.
func (l *Library) Voice() *voice.Voice { return l.voice }

// Store returns the collection's store.
func (l *Library) Store() *store.Store { return l.store }

// ErrInUse is the cause of the error of Open when another process has the
// collection open.
var ErrInUse = home.ErrInUse

// Open opens the collection and creates it if it does not exist.
func Open(ctx context.Context, c Config) (*Library, error) {
	opt := store.Options{Home: c.Home, Zone: localZone(), Copy: c.Copy}
	if c.Store != nil {
		opt = *c.Store
	}
	if opt.Now = c.Now; opt.Now == nil {
		opt.Now = time.Now
	}
	place := c.Backups
	if place == nil && c.Home != "" && c.Store == nil {
		place = DiskBackups(c.Home)
		opt.BeforeUpgrade = place.beforeUpgrade(c.Home, opt.Zone)
	}
	if place != nil && opt.VFS != "" && opt.BeforeUpgrade == nil {
		opt.BeforeUpgrade = place.beforeUpgradeInMemory(opt)
	}
	s, err := store.Open(ctx, opt)
	if err != nil {
		return nil, err
	}
	if _, err := s.RepairFutureReviews(ctx); err != nil {
		s.Close()
		return nil, err
	}
	l := &Library{store: s, host: c.Host, now: opt.Now, home: c.Home, follower: nobody{}}
	if l.host == "" {
		l.host = Native
	}
	l.keeper.place = place
	cache := ""
	if c.Home != "" && !c.Copy {
		cache = filepath.Join(c.Home, home.CacheFolder)
	}
	l.voice = voice.New(voice.Config{Assets: c.Assets, Cache: cache, Builtin: c.Voice})
	if l.applied, err = l.Settings(ctx); err != nil {
		s.Close()
		return nil, err
	}
	l.voice.Configure(l.applied.voice())
	return l, nil
}

// Close closes the collection.
func (l *Library) Close() error {
	l.voice.Close()
	return l.store.Close()
}

func (l *Library) scheduler() *schedule.Scheduler { return l.store.Scheduler() }

// localZone returns the name of the computer's time zone, or "" if it is unknown.
func localZone() string {
	if name := time.Local.String(); name != "Local" {
		return name
	}
	return zoneOfSystem()
}

// settingsChanged updates what depends on the settings. The caller must hold
// settingsMu.
func (l *Library) settingsChanged(after Settings) {
	before := l.applied
	l.applied = after
	l.voice.Configure(after.voice())
	if before.Lang != after.Lang {
		l.forget()
	}
	l.follower.SettingsChanged(before, after)
}

// forget drops what is cached about decks, cards and readings. Call it after every
// change to them.
func (l *Library) forget() {
	l.sizes.forget()
	l.follower.Forget()
}

// followSettings reads the stored settings and updates what depends on them,
// whoever changed them.
func (l *Library) followSettings(ctx context.Context) error {
	l.settingsMu.Lock()
	defer l.settingsMu.Unlock()
	after, err := l.Settings(ctx)
	if err != nil {
		return err
	}
	l.settingsChanged(after)
	return nil
}

package app

import (
	"context"
	"io/fs"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"carrel/internal/schedule"
	"carrel/internal/speech"
	"carrel/internal/store"
	"carrel/internal/study"
)

// Config says where a collection is stored and which host it runs on.
type Config struct {
	Home    string // folder of the collection; "" keeps the collection in memory
	Assets  fs.FS  // the built page, which contains the built-in voice
	Version string
	Host    string           // "native" (default) or "browser"
	Now     func() time.Time // nil means time.Now
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

// App is an open collection with all use cases of Carrel. Its methods are safe
// for concurrent use.
type App struct {
	store   *store.Store
	voice   *voice
	version string
	host    string
	now     func() time.Time
	home    string

	settingsMu sync.Mutex // held while settings and their dependents change; before sessionMu

	sessionMu    sync.Mutex
	conversation *conversation
	stateBytes   int64 // bytes of session state written since the program started

	warmed atomic.Bool // whether the voice has been loaded, which happens when a page first studies

	shelf  shelf
	keeper keeper

	importing, exporting crowd // transfers of the page that are under way

	cacheMu sync.Mutex
	answers map[study.ID][]string // short answers, by deck
}

// ErrInUse is the cause of the error of Open when another process has the
// collection open.
var ErrInUse = store.ErrInUse

// Open opens the collection and creates it if it does not exist.
func Open(ctx context.Context, c Config) (*App, error) {
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
	if _, err := s.SettleClock(ctx); err != nil {
		s.Close()
		return nil, err
	}
	a := &App{
		store: s, version: c.Version, host: c.Host, now: c.Now, home: c.Home,
		answers: map[study.ID][]string{},
	}
	if a.host == "" {
		a.host = "native"
	}
	if a.now == nil {
		a.now = time.Now
	}
	a.keeper.place = place
	cache := ""
	if c.Home != "" && !c.Copy {
		cache = filepath.Join(c.Home, store.CacheFolder)
	}
	a.voice = newVoice(c.Assets, cache, c.Voice)
	set, err := a.Settings(ctx)
	if err != nil {
		s.Close()
		return nil, err
	}
	a.voice.configure(set)
	return a, nil
}

// Close closes the collection.
func (a *App) Close() error {
	a.voice.close()
	return a.store.Close()
}

func (a *App) scheduler() *schedule.Scheduler { return a.store.Scheduler() }

// localZone returns the name of the computer's time zone, or "" if it is unknown.
func localZone() string {
	if name := time.Local.String(); name != "Local" {
		return name
	}
	return zoneOfSystem()
}

// settingsChanged updates what depends on the settings.
func (a *App) settingsChanged(before, after Settings) {
	a.voice.configure(after)
	if before.Lang != after.Lang {
		a.forget()
	}
	a.sessionMu.Lock()
	defer a.sessionMu.Unlock()
	if a.conversation != nil {
		rate := a.conversation.State.Options.Rate
		c := *a.conversation
		c.State.Options = after.options()
		if before.Rate == after.Rate {
			c.State.Options.Rate = rate // keep the rate that was changed by voice in this session
		}
		a.conversation = &c
	}
}

// followSettings reads the stored settings and updates what depends on them,
// whoever changed them.
func (a *App) followSettings(ctx context.Context) error {
	a.settingsMu.Lock()
	defer a.settingsMu.Unlock()
	after, err := a.Settings(ctx)
	if err != nil {
		return err
	}
	a.settingsChanged(a.voice.inForce(), after)
	return nil
}

// Status is the first thing the page asks for.
type Status struct {
	Version string      `json:"version"`
	Host    string      `json:"host"`
	Empty   bool        `json:"empty"`
	Voice   VoiceStatus `json:"voice"`
	Session bool        `json:"session"` // whether a session waits to be resumed
	// RemindBackup reports whether the page should remind the learner to download
	// a backup.
	RemindBackup bool `json:"remind_backup"`
}

// VoiceStatus reports whether speech is available here.
type VoiceStatus struct {
	Engine string `json:"engine"`
	Ready  bool   `json:"ready"`
	Why    string `json:"why"`
}

// Status returns the current state for the page.
func (a *App) Status(ctx context.Context) (Status, error) {
	empty, err := a.store.Empty(ctx)
	if err != nil {
		return Status{}, err
	}
	if empty { // no cards; there may still be a book
		ids, err := a.store.ReadingIDs(ctx)
		if err != nil {
			return Status{}, err
		}
		empty = len(ids) == 0
	}
	a.sessionMu.Lock()
	c, err := a.loadConversation(ctx)
	a.sessionMu.Unlock()
	if err != nil {
		return Status{}, err
	}
	remind, err := a.remindOfBackup(ctx)
	if err != nil {
		return Status{}, err
	}
	return Status{
		RemindBackup: remind,
		Version:      a.version, Host: a.host, Empty: empty, Voice: a.voice.status(),
		Session: c.State.Phase != "" && c.State.Phase != "finished",
	}, nil
}

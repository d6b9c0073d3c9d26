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

// Config says where a collection is and what it runs on.
type Config struct {
	Home    string // folder of the collection; "" keeps it in memory
	Assets  fs.FS  // the built page, which holds the voice
	Version string
	Host    string           // "native" (default) or "browser"
	Now     func() time.Time // nil is the clock
	// Copy leaves the home as it is and loses what is written: see store.Options.
	Copy bool
	// Voice speaks instead of the built-in engine; nil takes that.
	Voice speech.Synthesizer
	// Store opens the collection otherwise than on the disk.
	Store *store.Options
	// Backups is where automatic backups are kept; nil is a folder of Home, or
	// nowhere.
	Backups *BackupPlace
}

// App is an open collection and everything Carrel does with it. Its methods
// may be called from several goroutines.
type App struct {
	store   *store.Store
	voice   *voice
	version string
	host    string
	now     func() time.Time
	home    string

	settingsMu sync.Mutex // held while settings change and what follows them does; before sessionMu

	sessionMu    sync.Mutex
	conversation *conversation
	stateBytes   int64 // written of the session's state since the program started

	warmed atomic.Bool // the voice is loaded when a page first studies

	shelf  shelf
	keeper keeper

	importing, exporting crowd // of the page

	cacheMu sync.Mutex
	answers map[study.ID][]string // short answers, by deck
}

// ErrInUse is the cause of the error of Open when another process has the
// collection open.
var ErrInUse = store.ErrInUse

// Open opens the collection, or makes it.
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

// Close lets go of the collection.
func (a *App) Close() error {
	a.voice.close()
	return a.store.Close()
}

func (a *App) scheduler() *schedule.Scheduler { return a.store.Scheduler() }

// localZone is the name of the computer's time zone, "" where it has none.
func localZone() string {
	if name := time.Local.String(); name != "Local" {
		return name
	}
	return zoneOfSystem()
}

// settingsChanged lets what depends on settings follow.
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
			c.State.Options.Rate = rate // changed by voice in this session
		}
		a.conversation = &c
	}
}

// followSettings lets what depends on settings follow those that are kept,
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

// Status is what the page asks first.
type Status struct {
	Version string      `json:"version"`
	Host    string      `json:"host"`
	Empty   bool        `json:"empty"`
	Voice   VoiceStatus `json:"voice"`
	Session bool        `json:"session"` // one waits to be resumed
	// RemindBackup says that the page should remind of downloading a backup.
	RemindBackup bool `json:"remind_backup"`
}

// VoiceStatus says whether anything can be spoken here.
type VoiceStatus struct {
	Engine string `json:"engine"`
	Ready  bool   `json:"ready"`
	Why    string `json:"why"`
}

// Status returns how things stand.
func (a *App) Status(ctx context.Context) (Status, error) {
	empty, err := a.store.Empty(ctx)
	if err != nil {
		return Status{}, err
	}
	if empty { // of cards; a book may be there all the same
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

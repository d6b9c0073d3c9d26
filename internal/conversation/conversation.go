// Package conversation runs the learner's session with a collection: it gives
// session.Step the cards and passages that the session asks for, and writes what
// came of each step, with the session's new state, in one transaction.
package conversation

import (
	"context"
	"sync"
	"time"

	"carrel/internal/library"
	"carrel/internal/session"
	"carrel/internal/store"
	"carrel/internal/study"
)

// Conversation is the learner's session with a collection. There is one session at
// a time. The methods are safe for concurrent use.
type Conversation struct {
	lib   *library.Library
	store *store.Store
	now   func() time.Time

	mu         sync.Mutex
	live       *kept // the session in memory; nil if it was not loaded yet
	stateBytes int64 // bytes of session state written since the program started

	cacheMu sync.Mutex
	answers map[study.ID][]string // short answers, by deck

	open openReading
}

// New returns the conversation with a collection. It follows the changes of the
// library.
func New(lib *library.Library) *Conversation {
	c := &Conversation{lib: lib, store: lib.Store(), now: lib.Now, answers: map[study.ID][]string{}}
	lib.Follow(c)
	return c
}

// Waiting reports whether a session waits to be resumed.
func (c *Conversation) Waiting(ctx context.Context) (bool, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	k, err := c.load(ctx)
	if err != nil {
		return false, err
	}
	return k.State.Phase != session.Idle && k.State.Phase != session.Finished, nil
}

// Hold blocks the session until release is called.
func (c *Conversation) Hold() (release func()) {
	c.mu.Lock()
	return c.mu.Unlock
}

// Reset drops the session from memory. The caller must hold the conversation.
func (c *Conversation) Reset() { c.live, c.stateBytes = nil, 0 }

// Forget drops what is cached about decks, cards and readings.
func (c *Conversation) Forget() {
	c.cacheMu.Lock()
	defer c.cacheMu.Unlock()
	clear(c.answers)
	c.open.forget()
}

// SettingsChanged gives the running session its new options. It keeps the speed that
// was changed by voice in this session, unless the speed in the settings changed.
func (c *Conversation) SettingsChanged(before, after library.Settings) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.live == nil {
		return
	}
	k := *c.live
	rate := k.State.Options.Rate
	k.State.Options = after.SessionOptions()
	if before.Rate == after.Rate {
		k.State.Options.Rate = rate
	}
	c.live = &k
}

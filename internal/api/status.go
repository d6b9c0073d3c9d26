package api

import (
	"context"

	"carrel/internal/library"
	"carrel/internal/voice"
)

// Status is the first thing the page asks for.
type Status struct {
	Version string       `json:"version"`
	Host    library.Host `json:"host"`
	Empty   bool         `json:"empty"`
	Voice   voice.Status `json:"voice"`
	Session bool         `json:"session"` // whether a session waits to be resumed
	// RemindBackup reports whether the page should remind the learner to download
	// a backup.
	RemindBackup bool `json:"remind_backup"`
	// Rescue is set if the collection cannot be read. Nothing else is known then.
	Rescue *Rescue `json:"rescue,omitempty"`
}

// Status returns the current state for the page.
func (a *API) Status(ctx context.Context) (Status, error) {
	empty, err := a.lib.Empty(ctx)
	if err != nil {
		return Status{}, err
	}
	waiting, err := a.conv.Waiting(ctx)
	if err != nil {
		return Status{}, err
	}
	remind, err := a.lib.RemindOfBackup(ctx)
	if err != nil {
		return Status{}, err
	}
	return Status{
		RemindBackup: remind, Version: a.version, Host: a.lib.Host(), Empty: empty,
		Voice: a.lib.Voice().Status(), Session: waiting,
	}, nil
}

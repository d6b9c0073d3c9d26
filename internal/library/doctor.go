package library

import (
	"context"

	"carrel/internal/store"
	"carrel/internal/study"
)

// Report is the result of Doctor.
type Report struct {
	Sound    bool            `json:"sound"`
	Findings []store.Finding `json:"findings"`
}

// Doctor checks the collection. With repair, it also recomputes derived data that
// is wrong.
func (l *Library) Doctor(ctx context.Context, repair bool, p study.Progress) (Report, error) {
	found, err := l.store.Doctor(ctx, repair, p)
	if err != nil {
		return Report{}, err
	}
	l.forget()
	r := Report{Sound: true, Findings: found}
	if r.Findings == nil {
		r.Findings = []store.Finding{}
	}
	for _, f := range found {
		if f.Todo != "" {
			r.Sound = false
		}
	}
	return r, nil
}

// Loose returns plain sentences about files of the home that other users of this
// computer may be able to read, and why their permissions could not be changed.
func (l *Library) Loose() []string { return l.store.PermissionWarnings() }

package app

import (
	"context"

	"carrel/internal/store"
	"carrel/internal/study"
)

// Report is what Doctor found.
type Report struct {
	Sound    bool            `json:"sound"`
	Findings []store.Finding `json:"findings"`
}

// Doctor checks the collection; with repair it mends what can be computed
// again.
func (a *App) Doctor(ctx context.Context, repair bool, p study.Progress) (Report, error) {
	found, err := a.store.Doctor(ctx, repair, p)
	if err != nil {
		return Report{}, err
	}
	a.forget()
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

// Loose are plain sentences about files of the home that others on this
// computer may be able to read, and why this could not be changed.
func (a *App) Loose() []string { return a.store.Loose() }

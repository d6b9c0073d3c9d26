package app

import (
	"context"

	"carrel/internal/store"
)

// Report is what Doctor found.
type Report = store.Report

// Doctor checks the collection; with repair it mends what can be computed
// again.
func (a *App) Doctor(ctx context.Context, repair bool) (Report, error) {
	r, err := a.store.Doctor(ctx, repair)
	if repair {
		a.forget()
	}
	return r, err
}

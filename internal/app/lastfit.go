package app

import (
	"context"
	"encoding/json"

	"carrel/internal/study"
)

// LastFit is what the last fit to the learner's own reviews decided, for those
// who were not there: fits go on in the background.
type LastFit struct {
	At       study.Time `json:"at"`
	Reviews  int        `json:"reviews"`
	Accepted bool       `json:"accepted"`
	// Tried is how many of the latest reviews, which were kept out of the fit,
	// decided; 0 where there were too few to decide. Before and After are the log
	// losses on them of the parameters there were and of the best ones found.
	Tried  int     `json:"tried"`
	Before float64 `json:"before"`
	After  float64 `json:"after"`
	Why    string  `json:"why"` // in English, as the command line says it
}

const settingLastFit = "last_fit"

func lastFitOf(r FitReport, at study.Time) LastFit {
	h := r.heldOut
	return LastFit{
		At: at, Reviews: r.Reviews, Accepted: r.Accepted, Why: r.Why,
		Tried: h.Items, Before: h.Current, After: min(h.Fitted, h.Defaults),
	}
}

// lastFit returns nil where there was none yet.
func (a *App) lastFit(ctx context.Context) (*LastFit, error) {
	values, err := a.store.Settings(ctx)
	if err != nil {
		return nil, err
	}
	var l *LastFit
	if v, ok := values[settingLastFit]; ok && json.Unmarshal(v, &l) != nil {
		return nil, nil // what another version may have written
	}
	return l, nil
}

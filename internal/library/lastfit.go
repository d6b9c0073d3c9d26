package library

import (
	"context"
	"encoding/json"

	"carrel/internal/study"
)

// LastFit is the decision of the last fit to the learner's own reviews. Fits run
// in the background, so the page shows it afterwards.
type LastFit struct {
	At       study.Time `json:"at"` // ms since 1970
	Reviews  int        `json:"reviews"`
	Accepted bool       `json:"accepted"`
	// Tried is how many of the latest reviews were held out to decide; 0 if there
	// were too few to decide. Before and After are the log losses on them, of the
	// previous parameters and of the best ones found.
	Tried  int     `json:"tried"`
	Before float64 `json:"before"`
	After  float64 `json:"after"`
	Why    string  `json:"why"` // in English, as on the command line
}

const settingLastFit = "last_fit"

func lastFitOf(r FitReport, at study.Time) LastFit {
	h := r.heldOut
	return LastFit{
		At: at, Reviews: r.Reviews, Accepted: r.Accepted, Why: r.Why,
		Tried: h.Items, Before: h.Current, After: min(h.Fitted, h.Defaults),
	}
}

// lastFit returns nil if there was no fit yet.
func (l *Library) lastFit(ctx context.Context) (*LastFit, error) {
	values, err := l.store.Settings(ctx)
	if err != nil {
		return nil, err
	}
	var last *LastFit
	if v, ok := values[settingLastFit]; ok && json.Unmarshal(v, &last) != nil {
		return nil, nil // possibly written by another version
	}
	return last, nil
}

package library

import (
	"context"
	"time"

	"carrel/internal/study"
)

// Progress summarises what the learner knows and has done. It belongs to the
// learner: it contains no rank, nothing that a pause takes away, and no signature
// that could prove it.
type Progress struct {
	Known    float64    `json:"known"` // sum of recall probabilities
	Cards    int        `json:"cards"` // studied at least once
	Reviews  int        `json:"reviews"`
	Days     int        `json:"days"`
	Minutes  float64    `json:"minutes"`
	Forecast []DayAhead `json:"forecast"`
	History  []DayDone  `json:"history"`
	Fit      *LastFit   `json:"fit,omitempty"`
}

// DayAhead is the forecast for one future day if nothing is reviewed before it.
type DayAhead struct {
	Day    string  `json:"day"`
	Due    int     `json:"due"`
	Recall float64 `json:"recall"` // mean recall probability of the cards studied so far
}

// DayDone is one day of study.
type DayDone struct {
	Day     string  `json:"day"`
	Reviews int     `json:"reviews"`
	Minutes float64 `json:"minutes"`
}

// How many days the plots of progress span.
const (
	historyDays  = 90
	forecastDays = 30
)

// Progress summarises the collection at a given time.
func (l *Library) Progress(ctx context.Context, now time.Time) (Progress, error) {
	p, err := l.store.Progress(ctx, study.At(now), historyDays, forecastDays)
	if err != nil {
		return Progress{}, err
	}
	out := Progress{Known: p.Known, Cards: p.Studied, Reviews: p.Reviews, Days: p.Days, Minutes: p.Minutes,
		Forecast: make([]DayAhead, 0, len(p.Forecast)), History: make([]DayDone, 0, len(p.History))}
	for _, d := range p.Forecast {
		out.Forecast = append(out.Forecast, DayAhead{dayText(d.Day), d.Due, d.Recall})
	}
	for _, d := range p.History {
		out.History = append(out.History, DayDone{dayText(d.Day), d.Reviews, d.Minutes})
	}
	out.Fit, err = l.lastFit(ctx)
	return out, err
}

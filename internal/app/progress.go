package app

import (
	"context"
	"time"

	"carrel/internal/study"
)

// Progress is what the learner knows and did. It is the learner's own: no
// rank, nothing lost by a pause, nothing signed that could prove it.
type Progress struct {
	Known    float64    `json:"known"` // sum of recall probabilities
	Cards    int        `json:"cards"` // that were studied at least once
	Reviews  int        `json:"reviews"`
	Days     int        `json:"days"`
	Minutes  float64    `json:"minutes"`
	Forecast []DayAhead `json:"forecast"`
	History  []DayDone  `json:"history"`
	Fit      *LastFit   `json:"fit,omitempty"`
}

// DayAhead is one day to come if nothing is reviewed before it.
type DayAhead struct {
	Day    string  `json:"day"`
	Due    int     `json:"due"`
	Recall float64 `json:"recall"` // mean recall probability of what was studied
}

// DayDone is one day of study.
type DayDone struct {
	Day     string  `json:"day"`
	Reviews int     `json:"reviews"`
	Minutes float64 `json:"minutes"`
}

// How far the plots of progress reach, in days.
const (
	historyDays  = 90
	forecastDays = 30
)

// Progress sums up the collection at a moment.
func (a *App) Progress(ctx context.Context, now time.Time) (Progress, error) {
	p, err := a.store.Progress(ctx, study.At(now), historyDays, forecastDays)
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
	out.Fit, err = a.lastFit(ctx)
	return out, err
}

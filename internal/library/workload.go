package library

import (
	"context"
	"math"
	"time"

	"carrel/fsrs"
	"carrel/internal/schedule"
	"carrel/internal/store"
	"carrel/internal/study"
)

// WorkloadPoint is one point of the workload curve.
type WorkloadPoint struct {
	fsrs.Point
	Yours bool `json:"yours"` // whether this is the learner's own retention
}

// WorkloadOptions says what to simulate. A zero value means the learner's own.
type WorkloadOptions struct {
	From, To, Step float64 // desired retentions; the learner's own is added if it lies between
	Days           int     // 0 means a year
	NewPerDay      int     // −1 means the learner's setting
}

// Defaults of the workload curve.
const (
	workloadStep      = 0.01
	workloadDays      = 365
	mostWorkloadSteps = 60
	mostWorkload      = 3650 // days
)

// check fills in the missing values and returns an error for an invalid one.
func (o *WorkloadOptions) check() error {
	if o.From == 0 && o.To == 0 {
		o.From, o.To = fsrs.MinRetention, fsrs.MaxRetention
	}
	if o.Step == 0 {
		o.Step = workloadStep
	}
	if o.Days == 0 {
		o.Days = workloadDays
	}
	if !(o.From >= fsrs.MinRetention && o.To <= fsrs.MaxRetention && o.From <= o.To) {
		return study.Errorf(study.Invalid, "retentions from %v to %v cannot be: choose within %.2f and %.2f, the smaller first", o.From, o.To, fsrs.MinRetention, fsrs.MaxRetention)
	}
	if !(o.Step > 0 && o.Step <= 1) || (o.To-o.From)/o.Step > mostWorkloadSteps {
		return study.Errorf(study.Invalid, "steps of %v between retentions cannot be: choose 0.01 to 1", o.Step)
	}
	if o.Days < 1 || o.Days > mostWorkload {
		return study.Errorf(study.Invalid, "%d days cannot be simulated: choose 1 to %d", o.Days, mostWorkload)
	}
	if o.NewPerDay < -1 || o.NewPerDay > 9999 {
		return study.Errorf(study.Invalid, "%d new cards a day cannot be: choose 0 to 9999", o.NewPerDay)
	}
	return nil
}

// Workload simulates how much time a day each desired retention would cost the
// learner, with the present cards, and the learner's parameters and pace. New
// cards are introduced until they run out; in an empty collection they never run
// out.
func (l *Library) Workload(ctx context.Context, o WorkloadOptions, now time.Time) ([]WorkloadPoint, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	suspended := false
	cards, _, err := l.store.Cards(ctx, store.CardFilter{Suspended: &suspended})
	if err != nil {
		return nil, err
	}
	list, err := l.store.Decks(ctx, study.At(now))
	if err != nil {
		return nil, err
	}
	decks := make(map[study.ID]study.Deck, len(list))
	for _, d := range list {
		decks[d.ID] = d.Deck
	}
	log, err := l.reviewLog(ctx)
	if err != nil {
		return nil, err
	}
	if o.NewPerDay < 0 {
		set, err := l.Settings(ctx)
		if err != nil {
			return nil, err
		}
		o.NewPerDay = set.NewPerDay
	}
	m := l.scheduler().Model()
	w := fsrs.Workload{
		Learner: log.habits.learner(m.Params), Scheduler: m, Today: m.Calendar.Day(now),
		Days: o.Days, NewPerDay: float64(o.NewPerDay),
	}
	for _, c := range cards {
		if c.Schedule.Phase == study.New {
			w.NewCards++
			continue
		}
		w.Cards = append(w.Cards, stateOf(c, schedule.CardIn(c, decks[c.Deck]).Retention))
	}
	if len(cards) > 0 && w.NewCards == 0 {
		w.NewPerDay = 0
	}
	own := m.Retention
	if own == 0 {
		own = fsrs.DefaultRetention
	}
	retentions := o.retentions(own)
	points, err := w.Curve(ctx, retentions)
	if err != nil {
		return nil, err
	}
	out := make([]WorkloadPoint, len(points))
	for i, p := range points {
		out[i] = WorkloadPoint{p, p.Retention == own}
	}
	return out, nil
}

// retentions returns the steps from From to To, and the learner's own retention
// if it lies between.
func (o *WorkloadOptions) retentions(own float64) []float64 {
	var out []float64
	const hair = 1e-9
	for i := 0; ; i++ {
		r := math.Round((o.From+float64(i)*o.Step)*1e6) / 1e6
		if r > o.To+hair {
			break
		}
		if math.Abs(r-own) < hair {
			r = own
		}
		if n := len(out); own > o.From && own < r && (n == 0 || out[n-1] < own) {
			out = append(out, own)
		}
		out = append(out, r)
	}
	if n := len(out); own <= o.To && own > out[n-1] {
		out = append(out, own)
	}
	return out
}

func stateOf(c study.Card, retention float64) fsrs.State {
	s := c.Schedule
	at := func(t study.Time) time.Time {
		if t == 0 {
			return time.Time{}
		}
		return t.Go()
	}
	return fsrs.State{
		Phase: fsrs.Phase(s.Phase), Step: s.Step, Memory: fsrs.Memory{Stability: s.Stability, Difficulty: s.Difficulty},
		LastReview: at(s.Last), Due: at(s.Due), DueDay: s.Day, Interval: s.Interval,
		Reps: s.Reps, Lapses: s.Lapses, Retention: retention,
	}
}

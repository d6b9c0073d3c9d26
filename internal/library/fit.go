package library

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"
	"time"

	"carrel/fsrs"
	"carrel/fsrs/fit"
	"carrel/internal/schedule"
	"carrel/internal/study"
)

// FitReport is the result of a fit, computed over all reviews that can be scored.
type FitReport struct {
	Reviews          int       `json:"reviews"`
	Items            int       `json:"items"` // scored: on a later day than the last one
	LogLossDefault   float64   `json:"log_loss_default"`
	LogLoss          float64   `json:"log_loss"` // of params, as are the next two
	RMSEBins         float64   `json:"rmse_bins"`
	AUC              float64   `json:"auc"`
	Params           []float64 `json:"params"` // to use: new if accepted, else old
	Accepted         bool      `json:"accepted"`
	Why              string    `json:"why"`
	Seconds          float64   `json:"seconds"`
	CVLogLoss        *float64  `json:"cv_log_loss,omitempty"` // with folds: mean over them
	CVLogLossDefault *float64  `json:"cv_log_loss_default,omitempty"`

	heldOut fit.HeldOut
}

// FitOptions configures a fit.
type FitOptions struct {
	Folds    int // number of folds of a chronological cross-validation; 0 for none
	Calendar fsrs.Calendar
	Two      bool          // the learner grades with two buttons
	Steps    int           // number of relearning steps
	Progress func(float64) // called with 0 to 1; may be nil
}

// settingFitted holds the number of reviews at the last fit.
const settingFitted = "fitted_reviews"

// FitLog fits a review log in CSV with the columns card_id, review_time (ms) and
// review_rating; other columns are ignored. The baseline to beat is the default
// parameters. Errors refer to the log by name.
func FitLog(ctx context.Context, name string, log io.Reader, o FitOptions) (FitReport, error) {
	reviews, err := fit.ReadCSV(log)
	switch {
	case errors.Is(err, fit.ErrLog):
		return FitReport{}, study.Because(err, study.Unreadable, "%s is %v", name, err)
	case errors.Is(err, fit.ErrTooLarge):
		return FitReport{}, study.Because(err, study.Unsupported, "%s has %v; fit a part of it", name, err)
	case err != nil:
		return FitReport{}, study.Because(err, study.Unreadable, "%s cannot be read: %v", name, err)
	}
	return runFit(ctx, reviews, fsrs.DefaultParams(), o)
}

func runFit(ctx context.Context, log []fit.Review, current fsrs.Params, o FitOptions) (FitReport, error) {
	begun := time.Now()
	data, err := fit.Prepare(ctx, log, fit.Options{
		Calendar: o.Calendar, TwoButton: o.Two, RelearningSteps: o.Steps, Progress: o.Progress,
	})
	if err != nil {
		return FitReport{}, study.Because(err, study.Unsupported, "the log cannot be fitted: %v", err)
	}
	r, err := data.Fit(ctx, current)
	if err != nil {
		return FitReport{}, err
	}
	w := r.Params.Values()
	out := FitReport{
		Reviews: r.Reviews, Items: r.Items,
		LogLossDefault: r.Default.LogLoss, LogLoss: r.Chosen.LogLoss, RMSEBins: r.Chosen.RMSEBins, AUC: r.Chosen.AUC,
		Params: w[:], Accepted: r.Accepted, Why: r.Why, heldOut: r.HeldOut,
	}
	if o.Folds > 0 {
		cv, err := data.CrossValidate(ctx, o.Folds)
		if errors.Is(err, fit.ErrLog) {
			return out, study.Because(err, study.Invalid, "there are too few reviews for this: %v", err)
		}
		if err != nil {
			return out, err
		}
		out.CVLogLoss, out.CVLogLossDefault = &cv.LogLoss, &cv.LogLossDefault
	}
	out.Seconds = time.Since(begun).Seconds()
	return out, nil
}

// Fit fits the learner's own reviews. Unless dry, it adopts the new parameters if
// they predict better, and reschedules every card with them.
func (l *Library) Fit(ctx context.Context, o FitOptions, dry bool) (FitReport, error) {
	log, err := l.reviewLog(ctx)
	if err != nil {
		return FitReport{}, err
	}
	return l.fit(ctx, log.reviews, o, dry)
}

func (l *Library) fit(ctx context.Context, log []fit.Review, o FitOptions, dry bool) (FitReport, error) {
	m := l.scheduler().Model()
	o.Calendar, o.Two, o.Steps = m.Calendar, m.TwoButton, len(m.RelearningSteps)
	r, err := runFit(ctx, log, m.Params, o)
	if err != nil || dry {
		return r, err
	}
	count, err := json.Marshal(r.Reviews)
	if err != nil {
		return r, err
	}
	decided, err := json.Marshal(lastFitOf(r, study.At(l.now())))
	if err != nil {
		return r, err
	}
	change := map[string]json.RawMessage{settingFitted: count, settingLastFit: decided}
	if r.Accepted {
		p, err := fsrs.ParamsFrom(r.Params)
		if err != nil {
			return r, err
		}
		if change["params"], err = json.Marshal(p); err != nil {
			return r, err
		}
	}
	return r, l.store.PutSettings(ctx, change, nil)
}

// How much a log must have grown since the last fit before it is fitted again,
// and how often the growth is checked.
const (
	refitGrowth = 1.1
	refitLook   = time.Hour
	refitFirst  = time.Minute // delay after opening, so that the fit does not slow the start
)

// RefitIfGrown fits again if the number of reviews has grown by a tenth since the
// last fit, and reports whether it did.
func (l *Library) RefitIfGrown(ctx context.Context) (FitReport, bool, error) {
	values, err := l.store.Settings(ctx)
	if err != nil {
		return FitReport{}, false, err
	}
	fitted := 0
	if v, ok := values[settingFitted]; ok && json.Unmarshal(v, &fitted) != nil {
		fitted = 0 // possibly written by another version
	}
	log, err := l.reviewLog(ctx)
	if err != nil {
		return FitReport{}, false, err
	}
	if len(log.reviews) < fit.LeastItemsAll || float64(len(log.reviews)) < refitGrowth*float64(fitted) {
		return FitReport{}, false, nil
	}
	r, err := l.fit(ctx, log.reviews, FitOptions{}, false)
	return r, err == nil, err
}

// KeepFitted calls RefitIfGrown every hour until the context ends. A failed fit
// is tried again an hour later; nothing depends on it.
func (l *Library) KeepFitted(ctx context.Context) {
	timer := time.NewTimer(refitFirst)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-timer.C:
			l.RefitIfGrown(ctx)
			timer.Reset(refitLook)
		}
	}
}

// learnerLog holds the reviews in effect, and how the learner answers.
type learnerLog struct {
	reviews []fit.Review
	habits  habits
}

// reviewLog reads the graded reviews of all cards, without those that were
// undone.
func (l *Library) reviewLog(ctx context.Context) (learnerLog, error) {
	var out learnerLog
	var rows []study.Review // of one card
	flush := func() {
		first := true
		for _, r := range schedule.InEffect(rows) {
			if r.Kind != study.Graded {
				continue
			}
			// IDs are random or hashes: their first eight bytes are enough to
			// tell cards apart.
			card := int64(binary.LittleEndian.Uint64(r.Card[:8]))
			out.reviews = append(out.reviews, fit.Review{Card: card, Time: int64(r.At), Grade: fsrs.Grade(r.Grade)})
			out.habits.add(fsrs.Grade(r.Grade), r.TookMS, first)
			first = false
		}
		rows = rows[:0]
	}
	err := l.store.EachReview(ctx, func(r study.Review) error {
		if len(rows) > 0 && rows[0].Card != r.Card {
			flush()
		}
		rows = append(rows, r)
		return ctx.Err()
	})
	flush()
	return out, err
}

package main

import (
	"context"
	"os"
	"time"

	"carrel/fsrs"
	"carrel/fsrs/fit"
)

// utc4 is the calendar by which Carrel and its peers read all logs.
var utc4 = fsrs.Calendar{RolloverHour: 4}

// fitted is the output of a fit.
type fitted struct {
	Items  int       `json:"items"`
	Params []float64 `json:"params"`
	PeakMB float64   `json:"peak_mb"`
}

// fitFile is Carrel's fit: from the file to the parameters.
func fitFile(ctx context.Context, file string) (fitted, error) {
	data, err := readData(ctx, file, false)
	if err != nil {
		return fitted{}, err
	}
	trained, err := data.Train(ctx)
	if err != nil {
		return fitted{}, err
	}
	w := trained.Params.Values()
	return fitted{Items: data.Items(), Params: w[:], PeakMB: peakMB()}, nil
}

func readData(ctx context.Context, file string, thorough bool) (*fit.Data, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	log, err := fit.ReadCSV(f)
	if err != nil {
		return nil, err
	}
	return fit.Prepare(ctx, log, fit.Options{Calendar: utc4, Thorough: thorough})
}

// speed is the output of a schedule part: the CPU-seconds for a number of calls.
type speed struct {
	Calls  int     `json:"calls"`
	Single float64 `json:"single"`
	Four   float64 `json:"four"`
}

// schedule is Carrel's schedule part: ten good answers, each on the due date, then a new
// card.
func schedule(calls int) speed {
	s := fsrs.NewScheduler(fsrs.DefaultParams(), utc4)
	first := time.Date(2025, 1, 15, 12, 0, 0, 0, time.UTC)
	run := func(four bool) float64 {
		var st fsrs.State
		var now time.Time // set by the first call
		before := cpuSeconds()
		for i := range calls {
			if i%10 == 0 {
				st, now = fsrs.State{}, first
			} else if st.Phase == fsrs.InReview {
				now = st.DueTime(s.Calendar)
			} else {
				now = st.Due
			}
			if four {
				st = s.Four(st, now, uint64(i/10))[fsrs.Good-1]
			} else {
				st = s.Next(st, fsrs.Good, now, uint64(i/10))
			}
		}
		return cpuSeconds() - before
	}
	return speed{calls, run(false), run(true)}
}

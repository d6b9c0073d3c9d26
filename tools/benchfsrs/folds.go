package main

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"carrel/fsrs"
	"carrel/fsrs/fit"
)

// fold is one part of a chronological cross-validation: the log losses of both optimisers
// and of the defaults on reviews that are later than the training data.
type fold struct {
	trained, tested        int
	carrel, peer, standard float64
}

// folds cross-validates both optimisers on one log. For each fold, the peer gets a log
// that ends where the fold begins.
func (b *bench) folds(ctx context.Context, file string, n int) ([]fold, error) {
	fmt.Fprintf(b.log, "cross-validating\n")
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	log, err := fit.ReadCSV(f)
	f.Close()
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(log, func(a, b fit.Review) int {
		return cmp.Or(cmp.Compare(a.Time, b.Time), cmp.Compare(a.Card, b.Card))
	})
	data, err := fit.Prepare(ctx, log, fit.Options{Calendar: utc4})
	if err != nil {
		return nil, err
	}
	scored := scoredRows(log)
	if len(scored) != data.Items() {
		return nil, fmt.Errorf("%d rows are scored, the fit scores %d", len(scored), data.Items())
	}
	size := len(scored) / (n + 1)
	var out []fold
	for k := range n {
		from := len(scored) - (n-k)*size
		part := filepath.Join(b.dir, fmt.Sprintf("fold-%d.csv", k))
		if err := writeLog(part, log[:scored[from]]); err != nil {
			return nil, err
		}
		carrel, peer, err := b.fit(ctx, part, 1)
		if err != nil {
			return nil, err
		}
		r := fold{trained: from, tested: size}
		for _, p := range []struct {
			params []float64
			loss   *float64
		}{{carrel.Params, &r.carrel}, {peer.Params, &r.peer}, {nil, &r.standard}} {
			params, err := fsrs.ParamsFrom(p.params)
			if err != nil {
				return nil, err
			}
			m, err := data.EvaluateBetween(ctx, params, from, from+size)
			if err != nil {
				return nil, err
			}
			*p.loss = m.LogLoss
		}
		out = append(out, r)
	}
	return out, nil
}

// scoredRows returns the indexes, in a log in order of time, of the reviews that are on a
// later day than the previous review of the same card.
func scoredRows(log []fit.Review) (rows []int) {
	last := make(map[int64]int)
	for i, r := range log {
		day := utc4.Day(time.UnixMilli(r.Time))
		if before, seen := last[r.Card]; seen && day > before {
			rows = append(rows, i)
		}
		last[r.Card] = day
	}
	return rows
}

func writeLog(file string, log []fit.Review) error {
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(f)
	fmt.Fprintln(out, "card_id,review_time,review_rating,review_state,review_duration")
	seen := make(map[int64]bool)
	for _, r := range log {
		state := 0
		if seen[r.Card] {
			state = 2
		}
		seen[r.Card] = true
		fmt.Fprintf(out, "%d,%d,%d,%d,1000\n", r.Card, r.Time, r.Grade, state)
	}
	if err := out.Flush(); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

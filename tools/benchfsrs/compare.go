package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"

	"carrel/fsrs"
	"carrel/fsrs/fit"
)

// bench runs each part as a process and measures it from outside.
type bench struct {
	dir, node, self string
	rounds          int
	log             io.Writer
}

// process runs a command whose output is one JSON value. It returns the CPU-seconds, user
// and system, of the whole process.
func process(ctx context.Context, v any, name string, args ...string) (cpu float64, err error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return 0, fmt.Errorf("%s: %w", filepath.Base(name), err)
	}
	if err := json.Unmarshal(out, v); err != nil {
		return 0, fmt.Errorf("%s: %w", filepath.Base(name), err)
	}
	return (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds(), nil
}

// side holds the result of one optimiser on one log.
type side struct {
	fitted
	cpu      float64
	measures fit.Measures
}

// comparison holds the results of both optimisers on one log.
type comparison struct {
	name           string
	reviews, items int
	carrel, peer   side
	standard       fit.Measures
	loss, optimum  float64 // training loss, and its lowest possible value
}

// fit fits a file with both optimisers alternately and keeps the lowest cost of each.
func (b *bench) fit(ctx context.Context, file string, rounds int) (carrel, peer side, err error) {
	for i := range rounds {
		for _, p := range []struct {
			side *side
			name string
			args []string
		}{
			{&carrel, b.self, []string{"fit", file}},
			{&peer, "node", []string{filepath.Join(b.node, "fit.mjs"), file}},
		} {
			var f fitted
			cpu, err := process(ctx, &f, p.name, p.args...)
			if err != nil {
				return carrel, peer, err
			}
			if i == 0 || cpu < p.side.cpu {
				p.side.fitted, p.side.cpu = f, cpu
			}
		}
	}
	return carrel, peer, nil
}

func (b *bench) compare(ctx context.Context, name, file string) (*comparison, error) {
	fmt.Fprintf(b.log, "fitting: %s\n", name)
	r := &comparison{name: name}
	var err error
	if r.carrel, r.peer, err = b.fit(ctx, file, b.rounds); err != nil {
		return nil, err
	}
	data, err := readData(ctx, file, false)
	if err != nil {
		return nil, err
	}
	r.reviews, r.items = data.Reviews(), data.Items()
	for _, s := range []*side{&r.carrel, &r.peer} {
		p, err := fsrs.ParamsFrom(s.Params)
		if err != nil {
			return nil, err
		}
		if s.measures, err = data.Evaluate(ctx, p); err != nil {
			return nil, err
		}
	}
	if r.standard, err = data.Evaluate(ctx, fsrs.DefaultParams()); err != nil {
		return nil, err
	}
	fmt.Fprintf(b.log, "searching its optimum\n")
	trained, err := data.Train(ctx)
	if err != nil {
		return nil, err
	}
	thorough, err := readData(ctx, file, true)
	if err != nil {
		return nil, err
	}
	best, err := thorough.Train(ctx)
	if err != nil {
		return nil, err
	}
	r.loss, r.optimum = trained.Loss, best.Loss
	return r, nil
}

// speeds holds the speeds of both schedulers.
type speeds struct{ carrel, peer speed }

func (b *bench) schedule(ctx context.Context, calls int) (s speeds, err error) {
	fmt.Fprintf(b.log, "scheduling\n")
	n := fmt.Sprint(calls)
	if _, err = process(ctx, &s.carrel, b.self, "schedule", n); err != nil {
		return s, err
	}
	_, err = process(ctx, &s.peer, "node", filepath.Join(b.node, "schedule.mjs"), n)
	return s, err
}

// Command benchfsrs compares Carrel's optimiser and scheduler with fsrs-rs and ts-fsrs,
// which it runs from npm packages under node. It measures all of them on the same logs,
// one after the other in one run, and writes the figures as a page of Markdown.
//
// Every fit runs in its own process, from the CSV file to the parameters, so that
// CPU-seconds and peak memory include all preparation. One evaluator, that of fsrs/fit,
// measures all parameters.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "benchfsrs:", err)
		os.Exit(1)
	}
}

// options are the flags of a run.
type options struct {
	out, node, learner          string
	small, large, calls, rounds int
}

func run(ctx context.Context, args []string) error {
	var o options
	flags := flag.NewFlagSet("benchfsrs", flag.ContinueOnError)
	flags.StringVar(&o.out, "out", "docs/benchmarks-fsrs.md", "page to write")
	flags.StringVar(&o.node, "node", "tools/benchfsrs/node", "folder with the peers' packages installed")
	flags.StringVar(&o.learner, "learner", "../shared/fixtures/revlog/py-fsrs-learner.csv", "log of a real learner; left out where absent")
	flags.IntVar(&o.small, "small", 100_000, "reviews in the smaller simulated log")
	flags.IntVar(&o.large, "large", 1_000_000, "reviews in the larger one")
	flags.IntVar(&o.calls, "calls", 1_000_000, "schedulings of each kind")
	flags.IntVar(&o.rounds, "rounds", 3, "fits of each log; the least cost counts")
	if err := flags.Parse(args); err != nil {
		return err
	}
	// The parts of a run, each in its own process.
	switch flags.Arg(0) {
	case "fit":
		return printJSON(fitFile(ctx, flags.Arg(1)))
	case "schedule":
		n, err := strconv.Atoi(flags.Arg(1))
		if err != nil {
			return err
		}
		return printJSON(schedule(n), nil)
	case "":
		return o.compareAll(ctx)
	}
	return fmt.Errorf("there is no part %q; run it without arguments", flags.Arg(0))
}

// compareAll measures everything and writes the page.
func (o options) compareAll(ctx context.Context) error {
	dir, err := os.MkdirTemp("", "benchfsrs")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	b := &bench{dir: dir, node: o.node, rounds: max(1, o.rounds), log: os.Stderr}
	if b.self, err = os.Executable(); err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(o.node, "node_modules", "ts-fsrs")); err != nil {
		return fmt.Errorf("the peers are not installed: run make bench-fsrs, or npm install in %s", o.node)
	}
	page := &page{command: "make bench-fsrs"}
	for i, n := range []int{o.small, o.large} {
		if err := b.simulated(ctx, page, n, uint64(i+1)); err != nil {
			return err
		}
	}
	if err := b.learner(ctx, page, o.learner); err != nil {
		return err
	}
	if page.schedule, err = b.schedule(ctx, o.calls); err != nil {
		return err
	}
	if err := os.WriteFile(o.out, page.render(), 0o644); err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "wrote %s\n", o.out)
	return page.bars()
}

// simulated compares the fits of a simulated log of n reviews.
func (b *bench) simulated(ctx context.Context, page *page, n int, seed uint64) error {
	file := filepath.Join(b.dir, fmt.Sprintf("simulated-%d.csv", n))
	if err := writeSimulated(file, n, seed); err != nil {
		return err
	}
	r, err := b.compare(ctx, fmt.Sprintf("simulated, %s reviews", thousands(n)), file)
	if err != nil {
		return err
	}
	page.fits = append(page.fits, r)
	return nil
}

// learner compares the fits of a real learner's log, if it is there.
func (b *bench) learner(ctx context.Context, page *page, file string) error {
	switch _, err := os.Stat(file); {
	case errors.Is(err, os.ErrNotExist):
		fmt.Fprintf(os.Stderr, "%s is not here: left out\n", file)
		return nil
	case err != nil:
		return err
	}
	r, err := b.compare(ctx, "a real learner", file)
	if err != nil {
		return err
	}
	page.fits = append(page.fits, r)
	page.folds, err = b.folds(ctx, file, 5)
	return err
}

func printJSON(v any, err error) error {
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(v)
}

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

func run(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("benchfsrs", flag.ContinueOnError)
	out := flags.String("out", "docs/benchmarks-fsrs.md", "page to write")
	nodeDir := flags.String("node", "tools/benchfsrs/node", "folder with the peers' packages installed")
	learner := flags.String("learner", "../shared/fixtures/revlog/py-fsrs-learner.csv", "log of a real learner; left out where absent")
	small := flags.Int("small", 100_000, "reviews in the smaller simulated log")
	large := flags.Int("large", 1_000_000, "reviews in the larger one")
	calls := flags.Int("calls", 1_000_000, "schedulings of each kind")
	rounds := flags.Int("rounds", 3, "fits of each log; the least cost counts")
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
	default:
		return fmt.Errorf("there is no part %q; run it without arguments", flags.Arg(0))
	}

	dir, err := os.MkdirTemp("", "benchfsrs")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	b := &bench{dir: dir, node: *nodeDir, rounds: max(1, *rounds), log: os.Stderr}
	if b.self, err = os.Executable(); err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(*nodeDir, "node_modules", "ts-fsrs")); err != nil {
		return fmt.Errorf("the peers are not installed: run make bench-fsrs, or npm install in %s", *nodeDir)
	}
	page := &page{command: "make bench-fsrs"}
	for i, n := range []int{*small, *large} {
		file := filepath.Join(dir, fmt.Sprintf("simulated-%d.csv", n))
		if err := writeSimulated(file, n, uint64(i+1)); err != nil {
			return err
		}
		r, err := b.compare(ctx, fmt.Sprintf("simulated, %s reviews", thousands(n)), file)
		if err != nil {
			return err
		}
		page.fits = append(page.fits, r)
	}
	switch _, err := os.Stat(*learner); {
	case err == nil:
		r, err := b.compare(ctx, "a real learner", *learner)
		if err != nil {
			return err
		}
		page.fits = append(page.fits, r)
		if page.folds, err = b.folds(ctx, *learner, 5); err != nil {
			return err
		}
	case errors.Is(err, os.ErrNotExist):
		fmt.Fprintf(os.Stderr, "%s is not here: left out\n", *learner)
	default:
		return err
	}
	if page.schedule, err = b.schedule(ctx, *calls); err != nil {
		return err
	}
	if err := os.WriteFile(*out, page.render(), 0o644); err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "wrote %s\n", *out)
	return page.bars()
}

func printJSON(v any, err error) error {
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(v)
}

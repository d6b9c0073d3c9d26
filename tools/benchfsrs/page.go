package main

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"runtime"
	"strconv"
)

// page holds the measurements of a run.
type page struct {
	command  string
	fits     []*comparison
	folds    []fold
	schedule speeds
}

func (p *page) render() []byte {
	var b bytes.Buffer
	f := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	f("# FSRS against its peers")
	f("")
	f("Written by `%s`, all in one run on one machine (%s/%s, %s); do not edit.", p.command, runtime.GOOS, runtime.GOARCH, runtime.Version())
	f("")
	f("The peers are fsrs-rs, as the npm package `@open-spaced-repetition/binding` ships it prebuilt")
	f("(0.5.0, fsrs-rs 6.5), and, for scheduling, `ts-fsrs` (5.4.2). Both are run under node.")
	f("")
	f("## Fitting")
	f("")
	f("Each fit is a process of its own, from the CSV file to the parameters: CPU-seconds (user and")
	f("system) and peak memory are the whole process's, preparation included, the least of several")
	f("rounds in turns. Log loss, RMSE(bins) and AUC are over all scored reviews of the log, by one and")
	f("the same evaluator.")
	f("")
	f("| log | scored | | CPU s | peak MB | log loss | RMSE(bins) | AUC |")
	f("| --- | ---: | --- | ---: | ---: | ---: | ---: | ---: |")
	for _, c := range p.fits {
		f("| %s | %s | defaults | | | %.4f | %.4f | %.4f |", c.name, thousands(c.items), c.standard.LogLoss, c.standard.RMSEBins, c.standard.AUC)
		for _, s := range []struct {
			name string
			side
		}{{"fsrs-rs", c.peer}, {"**Carrel**", c.carrel}} {
			f("| | | %s | %.2f | %.0f | %.4f | %.4f | %.4f |", s.name, s.cpu, s.PeakMB, s.measures.LogLoss, s.measures.RMSEBins, s.measures.AUC)
		}
	}
	f("")
	f("| log | CPU: fsrs-rs to Carrel | memory: fsrs-rs to Carrel | training loss over its optimum |")
	f("| --- | ---: | ---: | ---: |")
	for _, c := range p.fits {
		f("| %s | %.1f× | %.1f× | %.1e |", c.name, c.peer.cpu/c.carrel.cpu, c.peer.PeakMB/c.carrel.PeakMB, c.loss-c.optimum)
	}
	f("")
	f("The optimum is what the same full-batch loss comes down to when the search goes on until nothing")
	f("is won any more. Node itself takes some hundredths of a second and about 45 MB of the peer's.")
	if len(p.folds) > 0 {
		f("")
		f("## Predicting a real learner's later reviews")
		f("")
		f("Chronological cross-validation: each fold is predicted by parameters fitted to the reviews")
		f("before it only. Log loss; lower is better.")
		f("")
		f("| fitted to | predicted | defaults | fsrs-rs | Carrel |")
		f("| ---: | ---: | ---: | ---: | ---: |")
		var mean fold
		n := float64(len(p.folds))
		for _, x := range p.folds {
			f("| %s | %s | %.4f | %.4f | %.4f |", thousands(x.trained), thousands(x.tested), x.standard, x.peer, x.carrel)
			mean.standard += x.standard / n
			mean.peer += x.peer / n
			mean.carrel += x.carrel / n
		}
		f("| | **mean** | %.4f | %.4f | **%.4f** |", mean.standard, mean.peer, mean.carrel)
	}
	f("")
	f("## Scheduling")
	f("")
	f("Schedulings per CPU-second on one core, fuzz on, steps of 1 and 10 minutes: ten good answers, each")
	f("when due, then a new card; %s of each kind.", thousands(p.schedule.carrel.Calls))
	f("")
	f("| | one grade | all four grades |")
	f("| --- | ---: | ---: |")
	rate := func(s speed, seconds float64) float64 { return float64(s.Calls) / seconds }
	c, q := p.schedule.carrel, p.schedule.peer
	f("| ts-fsrs | %s | %s |", thousands(round(rate(q, q.Single))), thousands(round(rate(q, q.Four))))
	f("| **Carrel** | %s | %s |", thousands(round(rate(c, c.Single))), thousands(round(rate(c, c.Four))))
	f("| ratio | %.1f× | %.1f× |", rate(c, c.Single)/rate(q, q.Single), rate(c, c.Four)/rate(q, q.Four))
	return b.Bytes()
}

// bars returns an error that lists the figures that do not reach their required value.
func (p *page) bars() error {
	var failed []error
	need := func(ok bool, format string, args ...any) {
		if !ok {
			failed = append(failed, fmt.Errorf(format, args...))
		}
	}
	for _, c := range p.fits {
		need(c.loss-c.optimum <= 1e-4, "%s: training loss is %.1e over its optimum, at most 1e-4 is allowed", c.name, c.loss-c.optimum)
		if c.reviews >= 1_000_000 {
			need(c.peer.cpu >= 10*c.carrel.cpu, "%s: %.1f times less CPU than fsrs-rs, 10 are wanted", c.name, c.peer.cpu/c.carrel.cpu)
			need(c.carrel.PeakMB <= 150, "%s: %.0f MB at the peak, at most 150 are allowed", c.name, c.carrel.PeakMB)
		} else if c.reviews >= 100_000 {
			need(c.carrel.cpu <= 1, "%s: %.2f CPU-seconds, at most 1 is allowed", c.name, c.carrel.cpu)
		}
	}
	if n := float64(len(p.folds)); n > 0 {
		mean, standard := 0.0, 0.0
		for _, x := range p.folds {
			mean += x.carrel / n
			standard += x.standard / n
		}
		need(mean <= .4374, "cross-validated log loss is %.4f, at most .4374 is allowed", mean)
		need(mean <= standard, "cross-validated log loss is %.4f, worse than the defaults' %.4f", mean, standard)
	}
	c := p.schedule.carrel
	need(float64(c.Calls)/c.Single >= 2e6, "%.0f single schedulings a second, 2 million are wanted", float64(c.Calls)/c.Single)
	need(float64(c.Calls)/c.Four >= 5e5, "%.0f four-grade schedulings a second, 500,000 are wanted", float64(c.Calls)/c.Four)
	return errors.Join(failed...)
}

// round keeps three significant figures, because more are not reproducible.
func round(x float64) int {
	if !(x >= 1) || math.IsInf(x, 0) {
		return 0
	}
	unit := math.Pow(10, math.Floor(math.Log10(x))-2)
	return int(math.Round(x/unit) * unit)
}

func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

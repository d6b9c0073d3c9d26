package fit

import (
	"context"
	"math"

	"carrel/fsrs"
)

// With fewer scored reviews than these, the defaults stay unchanged, or only the
// initial stabilities are fitted.
const (
	LeastItems    = 8
	LeastItemsAll = 64
)

// Trained is the result of one training.
type Trained struct {
	Params fsrs.Params
	Items  int     // scored reviews used for training, without outliers
	Loss   float64 // training loss at Params: mean over weighted reviews, including the penalty
	Steps  int     // evaluations of the loss over the sample or a part of it
}

// Train returns the parameters with the least training loss over the whole log. It does
// not check whether they are better than others; Fit does.
func (d *Data) Train(ctx context.Context) (Trained, error) {
	p := newProgress(d.opts.Progress)
	t, err := d.train(ctx, d.scored, p.part(0, 1))
	if err == nil {
		p.done()
	}
	return t, err
}

// train fits the first n scored reviews.
func (d *Data) train(ctx context.Context, n int, progress func(float64)) (Trained, error) {
	if err := ctx.Err(); err != nil {
		return Trained{}, err
	}
	out := Trained{Params: fsrs.DefaultParams()}
	if n < LeastItems {
		return out, nil
	}
	stop := halt{ctx: ctx}
	firsts := d.firsts(n, &stop)
	s := d.sample(n, firsts, &stop)
	if stop.now() {
		return Trained{}, ctx.Err()
	}
	out.Items = s.items
	if s.items == 0 {
		return out, nil
	}
	start := fsrs.DefaultParams().Values()
	if s0, ok := initialStability(firsts, s.recall()); ok {
		copy(start[:], s0[:])
	}
	start = fsrs.Clamp(start, d.opts.RelearningSteps)
	w := start
	if n >= LeastItemsAll {
		var err error
		if w, out.Loss, out.Steps, err = d.minimise(ctx, s, start, progress); err != nil {
			return Trained{}, err
		}
	}
	p, err := fsrs.ParamsFrom(w[:])
	if err != nil {
		return Trained{}, err
	}
	out.Params = p
	return out, nil
}

// minimise finds the parameters with the least loss over the sample. For a large sample
// it first minimises over a part and then continues with the whole: the part costs
// little and leaves only a few steps for the whole. It ends at the optimum of the whole
// in either case.
func (d *Data) minimise(ctx context.Context, s *sample, start vector, progress func(float64)) (w vector, loss float64, evals int, err error) {
	w = start
	lo, hi := fsrs.Bounds()
	stages := s.stages()
	if d.opts.Thorough {
		stages = append(stages, s, s, s) // estimate the curvature again each time
	}
	for round := range 2 {
		for i, part := range stages {
			obj := newObjective(part, start, s.weight, d.opts.Threads)
			find := search{box: box{lo, hi}, curvature: obj.fisher(ctx, &w)}
			run := runOptions{maxSteps: maxSteps}
			run.tolerance, run.patience = part.patience()
			if d.opts.Thorough {
				run.tolerance, run.patience = 1e-9, 5
			}
			run.step = func(n int) {
				done := float64(i) + 1 - math.Exp2(-float64(n)/4)
				progress((float64(round) + done/float64(len(stages))) / 2)
			}
			loss, err = find.run(ctx, obj.at, &w, run)
			evals += find.evals
			if err != nil {
				return w, 0, 0, err
			}
		}
		// With several relearning steps, the bounds of the same-day parameters depend on other
		// parameters. If a value exceeds its bound, continue the search within it.
		bound := fsrs.Clamp(w, d.opts.RelearningSteps)
		if bound == w {
			break
		}
		w = bound
		hi[17], hi[18] = bound[17], bound[18]
		stages = stages[len(stages)-1:]
	}
	return fsrs.Clamp(w, d.opts.RelearningSteps), loss, evals, nil
}

// The search ends when less than this mean loss can still be gained. It is negligible,
// and on large logs, where evaluations take time, it is still smaller than the effect
// of chance. Real logs never reach maxSteps.
const (
	tolerance      = 1e-6
	toleranceLarge = 1e-5
	largeItems     = 200_000
	maxSteps       = 200
)

func (s *sample) patience() (won float64, steps int) {
	if s.items < largeItems {
		return tolerance, 2
	}
	return toleranceLarge, 1
}

// recall returns the share of scored reviews that were recalled.
func (s *sample) recall() float64 {
	n, recalled := 0, 0
	for _, st := range s.steps {
		if st.weight > 0 {
			n++
			if st.grade.Recalled() {
				recalled++
			}
		}
	}
	if n == 0 {
		return math.NaN()
	}
	return float64(recalled) / float64(n)
}

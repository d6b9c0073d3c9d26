package fit

import (
	"context"
	"fmt"
	"math"
	"strconv"
	"strings"

	"carrel/fsrs"
)

// Report answers whether a learner's parameters should change.
type Report struct {
	Reviews int // reviews in the log
	Items   int // scored reviews among them

	// Params are the parameters to use from now on: the new ones if Accepted, else the
	// current ones.
	Params   fsrs.Params
	Accepted bool
	Why      string // in plain words, for the learner

	// HeldOut measures the candidates on the latest reviews, which none was fitted to.
	HeldOut HeldOut

	Default Measures // of the defaults, over all scored reviews
	Chosen  Measures // of Params, over the same reviews
}

// HeldOut holds the log losses on the held-out reviews. All are 0 if there are too few.
type HeldOut struct {
	Items                     int
	Current, Fitted, Defaults float64
	Uncertainty               float64 // standard error of Current − Fitted
}

// The latest scored reviews, a share of heldOutShare, are held out for the decision. It
// needs at least leastHeldOut of them.
const (
	heldOutShare = 0.2
	leastHeldOut = 5
)

// Fit finds new parameters and decides whether they should replace the current ones. It
// fits the earlier four fifths of the log. It accepts only if these parameters predict
// the last fifth better than both the current ones and the defaults; then it fits the
// whole log. If the defaults do best, it accepts those. The error is that of the
// context.
func (d *Data) Fit(ctx context.Context, current fsrs.Params) (Report, error) {
	p := newProgress(d.opts.Progress)
	r := Report{Reviews: d.Reviews(), Items: d.scored, Params: current}
	if err := d.decide(ctx, current, &r, p); err != nil {
		return Report{}, err
	}
	var err error
	if r.Default, err = d.Evaluate(ctx, fsrs.DefaultParams()); err != nil {
		return Report{}, err
	}
	if r.Chosen, err = d.Evaluate(ctx, r.Params); err != nil {
		return Report{}, err
	}
	p.done()
	return r, nil
}

func (d *Data) decide(ctx context.Context, current fsrs.Params, r *Report, p *progress) error {
	kept := int(heldOutShare * float64(d.scored))
	if d.scored < LeastItems || kept < leastHeldOut {
		need := max(LeastItems, int(math.Ceil(leastHeldOut/heldOutShare)))
		r.Why = fmt.Sprintf("Your parameters stay: only %s of your reviews can be used so far, those of a card on another day than the one before; %d are needed to fit and to check the result.", count(d.scored), need)
		return ctx.Err()
	}
	from := d.scored - kept
	early, err := d.train(ctx, from, p.part(0, 0.4))
	if err != nil {
		return err
	}
	var losses [3][]prediction
	for i, params := range []fsrs.Params{current, early.Params, fsrs.DefaultParams()} {
		if losses[i], err = d.predict(ctx, params, from, d.scored); err != nil {
			return err
		}
	}
	h := &r.HeldOut
	h.Items = kept
	h.Current, h.Fitted, h.Defaults = meanLoss(losses[0]), meanLoss(losses[1]), meanLoss(losses[2])
	h.Uncertainty = differenceError(losses[0], losses[1])
	latest := fmt.Sprintf("your latest %s reviews, which were kept out of the fit,", count(kept))
	switch {
	case h.Fitted < h.Current && h.Fitted < h.Defaults:
		whole, err := d.train(ctx, d.scored, p.part(0.4, 0.9))
		if err != nil {
			return err
		}
		r.Params, r.Accepted = whole.Params, true
		r.Why = fmt.Sprintf("New parameters are taken: they predict %s better than those you had (log loss %s instead of %s).", latest, loss(h.Fitted), loss(h.Current))
		if h.Current-h.Fitted < 2*h.Uncertainty {
			r.Why += " The gain is small and may be chance; more reviews will tell."
		}
	case h.Defaults < h.Current:
		r.Params, r.Accepted = fsrs.DefaultParams(), true
		r.Why = fmt.Sprintf("The default parameters are taken: they predict %s better than those you had (log loss %s instead of %s), and better than any fitted to your earlier reviews (%s).", latest, loss(h.Defaults), loss(h.Current), loss(h.Fitted))
	default:
		r.Why = fmt.Sprintf("Your parameters stay: they predict %s no worse than newly fitted ones would (log loss %s, fitted %s). No better parameters were found; that is a good sign for those you have.", latest, loss(h.Current), loss(h.Fitted))
	}
	return nil
}

func meanLoss(all []prediction) float64 {
	sum := 0.0
	for _, p := range all {
		sum += p.loss()
	}
	return sum / float64(len(all))
}

// differenceError returns the standard error of the mean difference in loss.
func differenceError(a, b []prediction) float64 {
	n := float64(len(a))
	if n < 2 {
		return math.Inf(1)
	}
	var sum, squares float64
	for i := range a {
		d := a[i].loss() - b[i].loss()
		sum += d
		squares += d * d
	}
	return math.Sqrt(max(0, squares-sum*sum/n) / (n - 1) / n)
}

// loss formats a log loss as usual, ".4369".
func loss(x float64) string {
	return strings.TrimPrefix(strconv.FormatFloat(x, 'f', 4, 64), "0")
}

// count formats a number with a thousands separator.
func count(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

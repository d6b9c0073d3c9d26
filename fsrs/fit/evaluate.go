package fit

import (
	"context"
	"math"

	"carrel/fsrs"
)

// Measures say how well a parameter set predicts recall. With nothing to measure
// all are 0.
type Measures struct {
	Items    int     // scored reviews measured
	LogLoss  float64 // mean cross-entropy, natural logarithm
	RMSEBins float64 // calibration, see Evaluate
	AUC      float64 // chance that a recalled review was given a higher recall than a missed one
}

// prediction is one scored review as a parameter set sees it.
type prediction struct {
	recall   float64
	recalled bool
	bin      bin
}

// bin is the cell of the calibration measure that a review falls in.
type bin struct{ days, length, lapses uint8 }

// Evaluate measures a parameter set over all scored reviews, each counting the
// same, outliers too.
//
// RMSE(bins) is that of srs-benchmark: reviews are put into cells by days since
// the last review, by number of reviews on other days and by lapses, each on a
// logarithmic scale; the difference between mean prediction and share recalled
// is taken in each cell, and the root of its mean square, weighted by the
// reviews in the cell.
func (d *Data) Evaluate(ctx context.Context, p fsrs.Params) (Measures, error) {
	all, err := d.predict(ctx, p, 0, d.scored)
	if err != nil {
		return Measures{}, err
	}
	return measure(all), nil
}

// EvaluateBetween is Evaluate over the scored reviews number from to to, not
// included, counted by time from 0: a fold of a cross-validation. Numbers out of
// range are brought in.
func (d *Data) EvaluateBetween(ctx context.Context, p fsrs.Params, from, to int) (Measures, error) {
	from = min(max(from, 0), d.scored)
	all, err := d.predict(ctx, p, from, min(max(to, from), d.scored))
	if err != nil {
		return Measures{}, err
	}
	return measure(all), nil
}

// predict gives what p predicts for the scored reviews of rank from to to, in
// the order of rank.
func (d *Data) predict(ctx context.Context, p fsrs.Params, from, to int) ([]prediction, error) {
	w := p.Values()
	m := newModel(&w)
	out := make([]prediction, to-from)
	stop := halt{ctx: ctx}
	var steps []scoredStep
	var tape []node
	for c := range d.cards() {
		card := d.card(c)
		if c%pollCards == 0 && stop.now() {
			return nil, ctx.Err()
		}
		if len(card) > len(tape) {
			tape = make([]node, 2*len(card))
		}
		steps = steps[:0]
		for _, st := range card {
			steps = append(steps, scoredStep{days: st.days, grade: st.grade})
		}
		m.forth(steps, tape, &stop)
		length, lapses := 1, 0
		for i, st := range card {
			if st.rank < 0 {
				continue
			}
			length++
			if r := int(st.rank); r >= from && r < to {
				out[r-from] = prediction{tape[i].r, st.grade.Recalled(), binOf(float64(st.days), length, lapses)}
			}
			if st.grade == fsrs.Again {
				lapses++
			}
		}
	}
	if stop.now() {
		return nil, ctx.Err()
	}
	return out, nil
}

// binOf numbers the steps of the three scales from 0; lapses from 1, 0 being
// none.
func binOf(days float64, length, lapses int) bin {
	b := bin{days: steps(days, 3.62), length: steps(float64(length), 1.89)}
	if lapses > 0 {
		b.lapses = 1 + steps(float64(lapses), 1.73)
	}
	return b
}

// steps is the whole part of the logarithm of x, 1 or more, to a base.
func steps(x, base float64) (n uint8) {
	for at := base; at <= x; at *= base {
		n++
	}
	return n
}

func measure(all []prediction) Measures {
	m := Measures{Items: len(all)}
	if len(all) == 0 {
		return m
	}
	for _, p := range all {
		m.LogLoss += p.loss()
	}
	m.LogLoss /= float64(len(all))
	m.RMSEBins = rmseBins(all)
	m.AUC = auc(all)
	return m
}

// loss is the cross-entropy. A recall of 0 or 1, which only rounding can give,
// counts as next to it.
func (p prediction) loss() float64 {
	const next = 1e-12
	r := min(max(p.recall, next), 1-next)
	if p.recalled {
		return -math.Log(r)
	}
	return -math.Log(1 - r)
}

func rmseBins(all []prediction) float64 {
	type cell struct{ n, predicted, recalled float64 }
	cells := make(map[bin]*cell)
	var order []*cell // summed up as they come, for the same bytes every time
	for _, p := range all {
		c := cells[p.bin]
		if c == nil {
			c = new(cell)
			cells[p.bin] = c
			order = append(order, c)
		}
		c.n++
		c.predicted += p.recall
		if p.recalled {
			c.recalled++
		}
	}
	sum := 0.0
	for _, c := range order {
		off := (c.predicted - c.recalled) / c.n
		sum += c.n * off * off
	}
	return math.Sqrt(sum / float64(len(all)))
}

// auc is the area under the ROC curve, from ranks; equal predictions share
// theirs. Without both outcomes it is .5.
func auc(all []prediction) float64 {
	// Positive floats sort as their bits do; the last bit gives way to the outcome.
	keys := make([]int64, len(all))
	for i, p := range all {
		keys[i] = int64(math.Float64bits(p.recall) &^ 1)
		if p.recalled {
			keys[i] |= 1
		}
	}
	sortBoth(keys, make([]uint32, len(keys)), &halt{ctx: context.Background()})
	var recalled, ranks float64
	for i := 0; i < len(keys); {
		j, hits := i, 0.0
		for j < len(keys) && keys[j]|1 == keys[i]|1 {
			hits += float64(keys[j] & 1)
			j++
		}
		ranks += hits * (float64(i+j-1)/2 + 1)
		recalled += hits
		i = j
	}
	missed := float64(len(keys)) - recalled
	if recalled == 0 || missed == 0 {
		return 0.5
	}
	return (ranks - recalled*(recalled+1)/2) / (recalled * missed)
}

package fit

import (
	"context"
	"math"

	"carrel/fsrs"
)

// Measures says how well a parameter set predicts recall. All fields are 0 if there is
// nothing to measure.
type Measures struct {
	Items    int     // scored reviews measured
	LogLoss  float64 // mean cross-entropy, natural logarithm
	RMSEBins float64 // calibration, see Evaluate
	AUC      float64 // chance that a recalled review got a higher predicted recall than a missed one
}

// prediction is the prediction of a parameter set for one scored review.
type prediction struct {
	recall   float64
	recalled bool
	bin      bin
}

// bin is the cell of the calibration measure that contains a review.
type bin struct{ days, length, lapses uint8 }

// Evaluate measures a parameter set over all scored reviews, including outliers, each
// with the same weight.
//
// RMSE(bins) is the measure of srs-benchmark. Reviews are grouped into cells by days
// since the last review, number of reviews on other days, and lapses, each on a
// logarithmic scale. For each cell it takes the difference between the mean prediction
// and the share recalled. RMSE(bins) is the root of the mean square of these
// differences, weighted by the number of reviews in the cell.
func (d *Data) Evaluate(ctx context.Context, p fsrs.Params) (Measures, error) {
	all, err := d.predict(ctx, p, 0, d.scored)
	if err != nil {
		return Measures{}, err
	}
	return measure(all), nil
}

// EvaluateBetween is Evaluate over the scored reviews with numbers from (included) to
// to (excluded), counted by time from 0: a fold of a cross-validation. Numbers out of
// range are clamped.
func (d *Data) EvaluateBetween(ctx context.Context, p fsrs.Params, from, to int) (Measures, error) {
	from = min(max(from, 0), d.scored)
	all, err := d.predict(ctx, p, from, min(max(to, from), d.scored))
	if err != nil {
		return Measures{}, err
	}
	return measure(all), nil
}

// predict returns the predictions of p for the scored reviews with ranks from
// (included) to to (excluded), in the order of rank.
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

// binOf numbers the steps of the first two scales from 0. For lapses, 0 means none and
// the steps count from 1.
func binOf(days float64, length, lapses int) bin {
	b := bin{days: steps(days, 3.62), length: steps(float64(length), 1.89)}
	if lapses > 0 {
		b.lapses = 1 + steps(float64(lapses), 1.73)
	}
	return b
}

// steps returns the integer part of the logarithm of x, which is 1 or more, to a base.
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

// loss returns the cross-entropy. A recall of 0 or 1, which only rounding can produce,
// counts as the nearest value inside the range.
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
	var order []*cell // in order of appearance, so that the sums are the same bytes every time
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

// auc returns the area under the ROC curve, computed from ranks; equal predictions
// share their rank. It is .5 unless both outcomes occur.
func auc(all []prediction) float64 {
	// Positive floats sort like their bits; the last bit is replaced by the outcome.
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

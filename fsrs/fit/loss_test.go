package fit

import (
	"context"
	"math"
	"sync/atomic"
	"testing"

	"pgregory.net/rapid"

	"carrel/fsrs"
)

// lossOf computes the loss of one history in the simple way, with the public model.
func lossOf(w vector, steps []scoredStep) (loss float64) {
	p, err := fsrs.ParamsFrom(w[:])
	if err != nil {
		panic(err)
	}
	var m fsrs.Memory
	for _, st := range steps {
		if st.weight > 0 {
			r := p.Retrievability(float64(st.days), m.Stability)
			if st.grade.Recalled() {
				loss -= float64(st.weight) * math.Log(r)
			} else {
				loss -= float64(st.weight) * math.Log(1-r)
			}
		}
		m = p.Next(m, float64(st.days), st.grade)
	}
	return loss
}

func drawSteps(t *rapid.T) []scoredStep {
	steps := []scoredStep{{grade: fsrs.Grade(rapid.IntRange(1, 4).Draw(t, "first"))}}
	for range rapid.IntRange(1, 12).Draw(t, "reviews") {
		st := scoredStep{
			grade: fsrs.Grade(rapid.IntRange(1, 4).Draw(t, "grade")),
			days:  float32(rapid.SampledFrom([]int{0, 0, 1, 2, 3, 5, 10, 30, 100, 1000}).Draw(t, "days")),
		}
		if st.days > 0 {
			st.weight = float32(rapid.Float64Range(.25, 1).Draw(t, "weight"))
		}
		steps = append(steps, st)
	}
	return steps
}

// drawInside draws parameters that are not too near a bound, where a difference could
// step over it.
func drawInside(t *rapid.T) (w vector) {
	lo, hi := fsrs.Bounds()
	std := fsrs.DefaultParams().Values()
	for i := range w {
		k := rapid.Float64Range(-.3, .3).Draw(t, "w")
		w[i] = std[i] + k*min(std[i], hi[i]-std[i]+.1)
		w[i] = min(max(w[i], lo[i]+2e-5), hi[i]-2e-5)
	}
	return w
}

func TestEveryGradientAgreesWithFiniteDifferences(t *testing.T) {
	var touched [numParams]atomic.Int64
	rapid.Check(t, func(t *rapid.T) {
		w, steps := drawInside(t), drawSteps(t)
		var grad vector
		stop := halt{ctx: background}
		tape := make([]node, len(steps))
		loss := newModel(&w).card(steps, tape, &grad, &stop)
		if want := lossOf(w, steps); math.Abs(loss-want) > 1e-9*(1+want) {
			t.Fatalf("loss %v, by the public model %v", loss, want)
		}
		for i := range w {
			if grad[i] != 0 {
				touched[i].Add(1)
			}
			h := 1e-6 * max(.1, w[i])
			at := func(k float64) float64 { v := w; v[i] += k * h; return lossOf(v, steps) }
			// If the step crosses a floor or a bound, the one-sided differences disagree; there is
			// no derivative there.
			left, right := (at(0)-at(-1))/h, (at(1)-at(0))/h
			size := 1 + math.Abs(grad[i])
			if math.Abs(left-right) > 1e-3*size {
				continue
			}
			if want := (at(1) - at(-1)) / (2 * h); math.Abs(grad[i]-want) > 1e-4*size {
				t.Fatalf("derivative by w%d is %v, by differences %v (left %v, right %v)", i, grad[i], want, left, right)
			}
		}
	})
	for i := range touched {
		if touched[i].Load() == 0 {
			t.Errorf("no history drawn depends on w%d", i)
		}
	}
}

func TestObjectiveGradientIncludesThePenalty(t *testing.T) {
	d, err := Prepare(background, simulatedLog(3000, 1), simulatedOptions)
	if err != nil {
		t.Fatal(err)
	}
	stop := halt{ctx: background}
	s := d.sample(d.scored, d.firsts(d.scored, &stop), &stop)
	start := fsrs.DefaultParams().Values()
	obj := newObjective(s, start, s.weight, 1)
	w := start
	for i := range w {
		w[i] *= 1.05
	}
	w[7] = .02
	var grad, scratch vector
	ctx := context.Background()
	if _, err := obj.at(ctx, &w, &grad); err != nil {
		t.Fatal(err)
	}
	for i := range w {
		h := 1e-6 * max(.1, w[i])
		up, down := w, w
		up[i] += h
		down[i] -= h
		a, _ := obj.at(ctx, &up, &scratch)
		b, _ := obj.at(ctx, &down, &scratch)
		if want := (a - b) / (2 * h); math.Abs(grad[i]-want) > 1e-5 {
			t.Errorf("derivative by w%d is %v, by differences %v", i, grad[i], want)
		}
	}
}

func TestLossStaysFiniteAtTheBounds(t *testing.T) {
	lo, hi := fsrs.Bounds()
	rapid.Check(t, func(t *rapid.T) {
		var w vector
		for i := range w {
			w[i] = rapid.SampledFrom([]float64{lo[i], hi[i], (lo[i] + hi[i]) / 2}).Draw(t, "w")
		}
		steps := drawSteps(t)
		if rapid.Bool().Draw(t, "huge gap") {
			steps[len(steps)-1].days, steps[len(steps)-1].weight = maxDays, 1
		}
		var grad vector
		stop := halt{ctx: background}
		loss := newModel(&w).card(steps, make([]node, len(steps)), &grad, &stop)
		if math.IsNaN(loss) || math.IsInf(loss, 0) {
			t.Fatalf("loss %v", loss)
		}
		for i, g := range grad {
			if math.IsNaN(g) || math.IsInf(g, 0) {
				t.Fatalf("derivative by w%d is %v", i, g)
			}
		}
	})
}

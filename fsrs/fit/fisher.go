package fit

import (
	"context"
	"math"
)

// matrix is symmetric; only the lower triangle is maintained.
type matrix [numParams][numParams]float64

// Sizes of the sample for the estimate of the curvature. Its quality only affects the
// speed of the search.
const (
	fisherItems   = 16384
	fisherHistory = 96
)

// fisher returns the Fisher information of a mean weighted review at w, including the
// penalty: the curvature of the loss if the model is right. It is positive definite; it
// is useless if the context has ended. It is computed from a part of the sample, and
// from the beginning of each history, because every scored review needs a backward pass
// of its own.
func (o *objective) fisher(ctx context.Context, w *vector) *matrix {
	m := newModel(w)
	h := new(matrix)
	weight := 0.0
	every := max(1, o.sample.items/fisherItems)
	tape := make([]node, fisherHistory)
	alone := make([]scoredStep, fisherHistory)
	stop := halt{ctx: ctx}
	for c := 0; c < o.sample.cards() && !stop.now(); c += every {
		steps := o.sample.steps[o.sample.starts[c]:o.sample.starts[c+1]]
		steps = steps[:min(len(steps), fisherHistory)]
		m.forth(steps, tape, &stop)
		for i, st := range steps {
			alone[i] = st
			alone[i].weight = 0
		}
		for i, st := range steps {
			if st.weight == 0 {
				continue
			}
			var grad vector
			kind := tape[i].kind
			alone[i].weight, tape[i].kind = 1, last
			m.back(alone[:i+1], tape, &grad, &stop)
			alone[i].weight, tape[i].kind = 0, kind
			// Converts the squared derivative of the observed loss to its expected value.
			odds := tape[i].r / (1 - tape[i].r)
			if !st.grade.Recalled() {
				odds = 1 / odds
			}
			h.addSquare(&grad, odds*float64(st.weight))
			weight += float64(st.weight)
		}
	}
	for i := range h {
		for j := range i + 1 {
			if weight > 0 {
				h[i][j] /= weight
			}
		}
		h[i][i] += 2 * penaltyWeight / (spread[i] * spread[i] * o.total)
	}
	return h
}

func (h *matrix) addSquare(v *vector, k float64) {
	for i := range v {
		if v[i] == 0 {
			continue
		}
		kv := k * v[i]
		row := &h[i]
		for j := 0; j <= i; j++ {
			row[j] += kv * v[j]
		}
	}
}

// solve returns h⁻¹·v on the free parameters, by Cholesky decomposition.
func (h *matrix) solve(v, free *vector) (x vector) {
	var at [numParams]int
	n := 0
	for i, f := range free {
		if f > 0 {
			at[n] = i
			n++
		}
	}
	var l matrix
	for i := range n {
		for j := range i + 1 {
			sum := h[at[i]][at[j]]
			for k := range j {
				sum -= l[i][k] * l[j][k]
			}
			if i == j {
				// Rounding can cancel a direction that hardly matters.
				l[i][i] = math.Sqrt(max(sum, 1e-12*h[at[i]][at[i]]))
			} else {
				l[i][j] = sum / l[j][j]
			}
		}
	}
	var y [numParams]float64
	for i := range n {
		sum := v[at[i]]
		for k := range i {
			sum -= l[i][k] * y[k]
		}
		y[i] = sum / l[i][i]
	}
	for i := n - 1; i >= 0; i-- {
		sum := y[i]
		for k := i + 1; k < n; k++ {
			sum -= l[k][i] * x[at[k]]
		}
		x[at[i]] = sum / l[i][i]
	}
	return x
}

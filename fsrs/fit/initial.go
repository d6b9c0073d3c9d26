package fit

import (
	"math"

	"carrel/fsrs"
)

// initialStability estimates S0 of each first grade from the outcomes of the first
// scored reviews, at the default decay, as fsrs-rs does. It takes the stability with
// the least cross-entropy, with recall smoothed towards the learner's average (Laplace)
// and the stability pulled a little towards the default. Then it puts the values in
// order and fills in grades that were never used. ok is false if there is no data.
func initialStability(f *firsts, averageRecall float64) (s0 [4]float64, ok bool) {
	defaults := fsrs.DefaultParams().Values()
	var have [4]bool
	var count [4]int
	for i := range s0 {
		grade := fsrs.Grade(i + 1)
		count[i] = f.count(grade)
		if count[i] > 0 {
			have[i], ok = true, true
			s0[i] = searchStability(f.groups[grade], averageRecall, defaults[i])
		}
	}
	if !ok {
		return s0, false
	}
	for _, pair := range [][2]int{{0, 1}, {1, 2}, {2, 3}, {0, 2}, {1, 3}, {0, 3}} {
		lo, hi := pair[0], pair[1]
		if have[lo] && have[hi] && s0[lo] > s0[hi] {
			if count[lo] > count[hi] {
				s0[hi] = s0[lo]
			} else {
				s0[lo] = s0[hi]
			}
		}
	}
	fillStability(&s0, have, defaults)
	for i := range s0 {
		s0[i] = min(max(s0[i], fsrs.MinStability), maxInitial)
	}
	return s0, true
}

// maxInitial is the longest initial stability.
const maxInitial = 100

// searchStability finds the minimum of a function with a single valley by ternary
// search.
func searchStability(groups []firstGroup, averageRecall, standard float64) float64 {
	decay := fsrs.DefaultParams().Values()[20]
	factor := math.Pow(0.9, -1/decay) - 1
	loss := func(s float64) float64 {
		sum := math.Abs(s-standard) / 16
		for _, g := range groups {
			n := float64(g.count)
			recall := (float64(g.recalled) + averageRecall) / (n + 1)
			r := math.Pow(1+factor*float64(g.days)/s, -decay)
			sum -= n * (recall*math.Log(r) + (1-recall)*math.Log(1-r))
		}
		return sum
	}
	lo, hi := fsrs.MinStability, float64(maxInitial)
	for hi-lo > 1e-9*hi {
		a, b := lo+(hi-lo)/3, hi-(hi-lo)/3
		if loss(a) < loss(b) {
			hi = b
		} else {
			lo = a
		}
	}
	return (lo + hi) / 2
}

// fillStability gives each unused grade a stability: the default, at the scale of the only
// used grade, or one between or beyond those of the used grades.
func fillStability(s0 *[4]float64, have [4]bool, defaults [numParams]float64) {
	var used []int
	for i, h := range have {
		if h {
			used = append(used, i)
		}
	}
	if len(used) > 1 {
		interpolate(s0, have)
		return
	}
	factor := s0[used[0]] / defaults[used[0]]
	for i := range s0 {
		s0[i] = defaults[i] * factor
	}
}

// interpolate computes the stability of the unused grades from at least two used ones, in
// proportions typical of learners: on a logarithmic scale, hard lies at .59 of the way
// from again to good, and good at .54 from hard to easy. That is,
//
//	ln hard = w1·ln again + (1−w1)·ln good
//	ln good = (1−w2)·ln hard + w2·ln easy
func interpolate(s0 *[4]float64, have [4]bool) {
	const w1, w2 = 0.41, 0.54
	var l [4]float64
	for i, h := range have {
		if h {
			l[i] = math.Log(s0[i])
		}
	}
	switch { // hard and good
	case !have[1] && !have[2]:
		span := w1 + w2 - w1*w2
		l[1] = w1/span*l[0] + (1-w1/span)*l[3]
		l[2] = (1-w2/span)*l[0] + w2/span*l[3]
	case !have[1] && !have[0]:
		l[1] = (l[2] - w2*l[3]) / (1 - w2)
	case !have[2] && !have[3]:
		l[2] = (l[1] - w1*l[0]) / (1 - w1)
	case !have[1]:
		l[1] = w1*l[0] + (1-w1)*l[2]
	case !have[2]:
		l[2] = (1-w2)*l[1] + w2*l[3]
	}
	l[0] = (l[1] - (1-w1)*l[2]) / w1
	l[3] = (l[2] - (1-w2)*l[1]) / w2
	for i := range s0 {
		if !have[i] {
			s0[i] = math.Exp(l[i])
		}
	}
}

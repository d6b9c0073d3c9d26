package fit

import (
	"context"
	"math"
	"sync/atomic"

	"carrel/fsrs"
)

// numParams is a short name, because this package uses it often.
const numParams = fsrs.NumParams

type vector = [numParams]float64

// model is one parameter set with the values that every review needs.
type model struct {
	w       vector
	factor  float64 // F = 0.9^(−1/w20) − 1
	dFactor float64 // dF/dw20
	gain    float64 // e^w8
	cap     float64 // e^(−w17·w18)
	easyD   float64 // D0(4), unclamped
	easyExp float64 // e^(3·w5)
	firstD  [5]float64
	firstE  [5]float64 // e^(w5(g−1)), 0 where D0 is clamped
	sameDay [5]float64 // e^(w17(g−3+w18))
}

func newModel(w *vector) *model {
	m := &model{w: *w}
	power := math.Pow(0.9, -1/w[20])
	m.factor = power - 1
	m.dFactor = power * math.Log(0.9) / (w[20] * w[20])
	m.gain = math.Exp(w[8])
	m.cap = math.Exp(-w[17] * w[18])
	m.easyExp = math.Exp(3 * w[5])
	m.easyD = w[4] - m.easyExp + 1
	for g := 1; g <= 4; g++ {
		e := math.Exp(w[5] * float64(g-1))
		m.firstD[g] = w[4] - e + 1
		m.firstE[g] = e
		if d := m.firstD[g]; d < fsrs.MinDifficulty || d > fsrs.MaxDifficulty {
			m.firstD[g] = min(max(d, fsrs.MinDifficulty), fsrs.MaxDifficulty)
			m.firstE[g] = 0
		}
		m.sameDay[g] = math.Exp(w[17] * (float64(g) - 3 + w[18]))
	}
	return m
}

// node stores what the backward pass needs of one review of the forward pass. s and d
// are the memory before the review; a and b depend on the kind.
type node struct {
	s, d, lnS float64
	x, l, r   float64 // F·t/S, ln(1+x), recall
	a, b      float64
	kind      kind
	clampedD  bool
}

type kind uint8

const (
	last     kind = iota // no memory is needed after it
	sameDay              // a: the factor
	sameFlat             // same day, the factor floored at 1
	recalled             // a: gain before bonus; b: e^(w10(1−R))
	lapsed               // a: the new stability; b: e^(w13·ln(S+1))
	lapseCap             // the lapse is limited by S·e^(−w17·w18)
	clamped              // stability is at a bound
)

// pollSteps is the number of reviews of one card processed between two checks of the
// context.
const pollSteps = 1 << 13

// halt tells all goroutines of one computation that its context has ended.
type halt struct {
	ctx   context.Context
	ended atomic.Bool
}

// now checks the context itself. It does not rely on another goroutine to signal it,
// because in a browser that goroutine would not be scheduled.
func (h *halt) now() bool {
	if !h.ended.Load() && h.ctx.Err() != nil {
		h.ended.Store(true)
	}
	return h.ended.Load()
}

// card adds a card's gradient to grad and returns its loss. tape must have room for the
// history. It stops with a wrong result if stop reports that the context has ended.
func (m *model) card(steps []scoredStep, tape []node, grad *vector, stop *halt) float64 {
	loss := m.forth(steps, tape, stop)
	if stop.ended.Load() {
		return 0
	}
	m.back(steps, tape, grad, stop)
	return loss
}

// forth computes the memory after each review, fills tape and returns the loss.
func (m *model) forth(steps []scoredStep, tape []node, stop *halt) (loss float64) {
	g := steps[0].grade
	s, d := m.w[g-1], m.firstD[g]
	for i := 1; i < len(steps); i++ {
		if i%pollSteps == 0 && stop.now() {
			return 0
		}
		st := &steps[i]
		n := &tape[i]
		n.s, n.d = s, d
		n.kind = last
		if st.days > 0 {
			loss += m.recall(n, st)
		}
		if i+1 == len(steps) {
			break
		}
		switch {
		case st.days == 0:
			s = m.afterSameDay(n, st.grade)
		case st.grade > fsrs.Again:
			s = m.afterRecall(n, st.grade)
		default:
			s = m.afterLapse(n)
		}
		if s < fsrs.MinStability {
			n.kind, s = clamped, fsrs.MinStability
		} else if s > fsrs.MaxStability {
			n.kind, s = clamped, fsrs.MaxStability
		}
		d = m.nextDifficulty(n, st.grade)
	}
	return loss
}

// recall computes the recall at a review and returns the loss of its outcome.
func (m *model) recall(n *node, st *scoredStep) (loss float64) {
	n.x = m.factor * float64(st.days) / n.s
	n.l = log(1 + n.x)
	n.r = exp(-m.w[20] * n.l)
	switch {
	case st.weight <= 0:
		return 0
	case st.grade > fsrs.Again:
		return float64(st.weight) * m.w[20] * n.l
	}
	return -float64(st.weight) * log(1-n.r)
}

// afterSameDay returns the stability after a review on the same day as the one before.
func (m *model) afterSameDay(n *node, g fsrs.Grade) float64 {
	n.lnS = log(n.s)
	n.a = m.sameDay[g] * exp(-m.w[19]*n.lnS)
	if g > fsrs.Again && n.a < 1 {
		n.kind = sameFlat
		return n.s
	}
	n.kind = sameDay
	return n.s * n.a
}

// afterRecall returns the stability after a review graded hard, good or easy.
func (m *model) afterRecall(n *node, g fsrs.Grade) float64 {
	n.lnS = log(n.s)
	n.b = exp(m.w[10] * (1 - n.r))
	n.a = m.gain * (11 - n.d) * exp(-m.w[9]*n.lnS) * (n.b - 1)
	n.kind = recalled
	switch g {
	case fsrs.Hard:
		return n.s * (1 + n.a*m.w[15])
	case fsrs.Easy:
		return n.s * (1 + n.a*m.w[16])
	}
	return n.s * (1 + n.a)
}

// afterLapse returns the stability after a review graded again.
func (m *model) afterLapse(n *node) float64 {
	w := &m.w
	n.b = exp(w[13] * log(n.s+1))
	n.lnS = log(n.d) // here ln of the difficulty
	n.a = w[11] * exp(w[14]*(1-n.r)-w[12]*n.lnS) * (n.b - 1)
	top := n.s * m.cap
	if n.a <= top {
		n.kind = lapsed
		return n.a
	}
	n.kind = lapseCap
	return top
}

// nextDifficulty returns the difficulty after a review.
func (m *model) nextDifficulty(n *node, g fsrs.Grade) float64 {
	w := &m.w
	d := n.d - w[6]*(float64(g)-3)*(10-n.d)/9
	d = w[7]*m.easyD + (1-w[7])*d
	n.clampedD = d < fsrs.MinDifficulty || d > fsrs.MaxDifficulty
	return min(max(d, fsrs.MinDifficulty), fsrs.MaxDifficulty)
}

// back walks the history from its end. It carries the derivative of the loss with
// respect to the memory (gs, gd) from after each review to before it.
func (m *model) back(steps []scoredStep, tape []node, grad *vector, stop *halt) {
	var gs, gd float64
	for i := len(steps) - 1; i >= 1; i-- {
		if i%pollSteps == 0 && stop.now() {
			return
		}
		st := &steps[i]
		n := &tape[i]
		var gr, ds, dd float64 // with respect to recall, and to the memory before
		switch n.kind {
		case sameDay:
			ds = m.backSameDay(n, st.grade, gs, grad)
		case sameFlat:
			ds = gs
		case recalled:
			gr, ds, dd = m.backRecall(n, st.grade, gs, grad)
		case lapsed:
			gr, ds, dd = m.backLapse(n, gs, grad)
		case lapseCap:
			ds = gs * m.cap
			grad[17] -= ds * n.s * m.w[18]
			grad[18] -= ds * n.s * m.w[17]
		}
		if st.days > 0 {
			ds += m.backOutcome(n, st, gr, grad)
		}
		if n.kind != last && !n.clampedD {
			dd += m.backDifficulty(n, st.grade, gd, grad)
		}
		gs, gd = ds, dd
	}
	g := steps[0].grade
	grad[g-1] += gs
	if e := m.firstE[g]; e > 0 {
		grad[4] += gd
		grad[5] -= gd * float64(g-1) * e
	}
}

func (m *model) backSameDay(n *node, g fsrs.Grade, gs float64, grad *vector) (ds float64) {
	k := n.a
	by := gs * n.s * k
	shift := float64(g) - 3 + m.w[18]
	grad[17] += by * shift
	grad[18] += by * m.w[17]
	grad[19] -= by * n.lnS
	return gs * k * (1 - m.w[19])
}

func (m *model) backRecall(n *node, g fsrs.Grade, gs float64, grad *vector) (gr, ds, dd float64) {
	w, gain := &m.w, n.a
	bonus := 1.0
	switch g {
	case fsrs.Hard:
		bonus = w[15]
		grad[15] += gs * n.s * gain
	case fsrs.Easy:
		bonus = w[16]
		grad[16] += gs * n.s * gain
	}
	by := gs * n.s * bonus // with respect to the gain before the bonus
	grad[8] += by * gain
	grad[9] -= by * gain * n.lnS
	slope := by * gain / (n.b - 1) * n.b // with respect to w10(1−R)
	grad[10] += slope * (1 - n.r)
	gr = -slope * w[10]
	ds = gs * (1 + bonus*gain*(1-w[9]))
	dd = -by * gain / (11 - n.d)
	return gr, ds, dd
}

func (m *model) backLapse(n *node, gs float64, grad *vector) (gr, ds, dd float64) {
	w := &m.w
	by := gs * n.a
	grad[11] += by / w[11]
	grad[12] -= by * n.lnS
	grad[14] += by * (1 - n.r)
	gr = -by * w[14]
	dd = -by * w[12] / n.d
	power := by * n.b / (n.b - 1) // with respect to w13·ln(S+1)
	grad[13] += power * log(n.s+1)
	ds = power * w[13] / (n.s + 1)
	return gr, ds, dd
}

// backOutcome adds the derivative of the review's own loss to gr, the derivative with
// respect to recall, and returns that with respect to the stability before.
func (m *model) backOutcome(n *node, st *scoredStep, gr float64, grad *vector) (ds float64) {
	if st.weight > 0 {
		if st.grade > fsrs.Again {
			gr -= float64(st.weight) / n.r
		} else {
			gr += float64(st.weight) / (1 - n.r)
		}
	}
	by := gr * n.r
	slope := by * m.w[20] / (1 + n.x) // negated, with respect to x
	grad[20] -= by*n.l + slope*float64(st.days)/n.s*m.dFactor
	return slope * n.x / n.s
}

func (m *model) backDifficulty(n *node, g fsrs.Grade, gd float64, grad *vector) (dd float64) {
	w := &m.w
	step := (float64(g) - 3) / 9
	before := n.d - w[6]*step*(10-n.d)
	grad[7] += gd * (m.easyD - before)
	grad[4] += gd * w[7]
	grad[5] -= gd * w[7] * 3 * m.easyExp
	by := gd * (1 - w[7])
	grad[6] -= by * step * (10 - n.d)
	return by * (1 + w[6]*step)
}

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

func (m *model) forth(steps []scoredStep, tape []node, stop *halt) (loss float64) {
	w := &m.w
	g := steps[0].grade
	s, d := w[g-1], m.firstD[g]
	for i := 1; i < len(steps); i++ {
		if i%pollSteps == 0 && stop.now() {
			return 0
		}
		st := &steps[i]
		n := &tape[i]
		g := st.grade
		n.s, n.d = s, d
		n.kind = last
		if st.days == 0 {
			if i+1 == len(steps) {
				break
			}
			n.lnS = log(s)
			k := m.sameDay[g] * exp(-w[19]*n.lnS)
			n.kind, n.a = sameDay, k
			if g > fsrs.Again && k < 1 {
				n.kind, k = sameFlat, 1
			}
			s *= k
		} else {
			n.x = m.factor * float64(st.days) / s
			n.l = log(1 + n.x)
			n.r = exp(-w[20] * n.l)
			if st.weight > 0 {
				if g > fsrs.Again {
					loss += float64(st.weight) * w[20] * n.l
				} else {
					loss -= float64(st.weight) * log(1-n.r)
				}
			}
			if i+1 == len(steps) {
				break
			}
			if g > fsrs.Again {
				n.lnS = log(s)
				n.b = exp(w[10] * (1 - n.r))
				n.a = m.gain * (11 - d) * exp(-w[9]*n.lnS) * (n.b - 1)
				n.kind = recalled
				switch g {
				case fsrs.Hard:
					s *= 1 + n.a*w[15]
				case fsrs.Easy:
					s *= 1 + n.a*w[16]
				default:
					s *= 1 + n.a
				}
			} else {
				n.b = exp(w[13] * log(s+1))
				n.lnS = log(d) // here ln of the difficulty
				n.a = w[11] * exp(w[14]*(1-n.r)-w[12]*n.lnS) * (n.b - 1)
				if top := s * m.cap; n.a <= top {
					n.kind, s = lapsed, n.a
				} else {
					n.kind, s = lapseCap, top
				}
			}
		}
		if s < fsrs.MinStability {
			n.kind, s = clamped, fsrs.MinStability
		} else if s > fsrs.MaxStability {
			n.kind, s = clamped, fsrs.MaxStability
		}
		d -= w[6] * (float64(g) - 3) * (10 - d) / 9
		d = w[7]*m.easyD + (1-w[7])*d
		n.clampedD = false
		if d < fsrs.MinDifficulty {
			n.clampedD, d = true, fsrs.MinDifficulty
		} else if d > fsrs.MaxDifficulty {
			n.clampedD, d = true, fsrs.MaxDifficulty
		}
	}
	return loss
}

// back walks the history from its end. It carries the derivative of the loss with
// respect to the memory (gs, gd) from after each review to before it.
func (m *model) back(steps []scoredStep, tape []node, grad *vector, stop *halt) {
	w := &m.w
	var gs, gd float64
	for i := len(steps) - 1; i >= 1; i-- {
		if i%pollSteps == 0 && stop.now() {
			return
		}
		st := &steps[i]
		n := &tape[i]
		g := st.grade
		s := n.s
		var gr, ds, dd float64 // with respect to recall, and to the memory before

		switch n.kind {
		case sameDay:
			k := n.a
			by := gs * s * k
			shift := float64(g) - 3 + w[18]
			grad[17] += by * shift
			grad[18] += by * w[17]
			grad[19] -= by * n.lnS
			ds = gs * k * (1 - w[19])
		case sameFlat:
			ds = gs
		case recalled:
			gain := n.a
			bonus := 1.0
			switch g {
			case fsrs.Hard:
				bonus = w[15]
				grad[15] += gs * s * gain
			case fsrs.Easy:
				bonus = w[16]
				grad[16] += gs * s * gain
			}
			by := gs * s * bonus // with respect to the gain before the bonus
			grad[8] += by * gain
			grad[9] -= by * gain * n.lnS
			slope := by * gain / (n.b - 1) * n.b // with respect to w10(1−R)
			grad[10] += slope * (1 - n.r)
			gr = -slope * w[10]
			ds = gs * (1 + bonus*gain*(1-w[9]))
			dd = -by * gain / (11 - n.d)
		case lapsed:
			by := gs * n.a
			grad[11] += by / w[11]
			grad[12] -= by * n.lnS
			grad[14] += by * (1 - n.r)
			gr = -by * w[14]
			dd = -by * w[12] / n.d
			power := by * n.b / (n.b - 1) // with respect to w13·ln(S+1)
			grad[13] += power * log(s+1)
			ds = power * w[13] / (s + 1)
		case lapseCap:
			ds = gs * m.cap
			grad[17] -= ds * s * w[18]
			grad[18] -= ds * s * w[17]
		}

		if st.days > 0 {
			if st.weight > 0 {
				if g > fsrs.Again {
					gr -= float64(st.weight) / n.r
				} else {
					gr += float64(st.weight) / (1 - n.r)
				}
			}
			by := gr * n.r
			slope := by * w[20] / (1 + n.x) // negated, with respect to x
			ds += slope * n.x / s
			grad[20] -= by*n.l + slope*float64(st.days)/s*m.dFactor
		}

		if n.kind != last && !n.clampedD {
			step := (float64(g) - 3) / 9
			before := n.d - w[6]*step*(10-n.d)
			grad[7] += gd * (m.easyD - before)
			grad[4] += gd * w[7]
			grad[5] -= gd * w[7] * 3 * m.easyExp
			by := gd * (1 - w[7])
			grad[6] -= by * step * (10 - n.d)
			dd += by * (1 + w[6]*step)
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

package fsrs

import "math"

// Memory is the memory state of one card. The zero value is a card that was never
// reviewed.
type Memory struct {
	Stability  float64 `json:"stability"`  // days until recall falls to 90 %, .001–36500
	Difficulty float64 `json:"difficulty"` // 1 (easy) to 10 (hard)
}

// New reports whether the card was never reviewed. A stability that is not a positive
// number counts as new too, because nothing can be computed from it.
func (m Memory) New() bool { return !(m.Stability > 0) }

// Retrievability returns the chance, 0–1, of recalling a card with the given stability
// after a number of days: (1 + F·t/S)^(−w20). Negative days count as 0.
func (p Params) Retrievability(days, stability float64) float64 {
	return p.or().recall(days, clampStability(stability))
}

// Interval returns the number of days, with a fraction, after which the chance of
// recall has fallen to retention: S/F·(DR^(−1/w20) − 1). Retention is clamped to
// .0001–1. The result is finite and not negative. It has no other limit; the Scheduler
// limits it.
func (p Params) Interval(stability, retention float64) float64 {
	return p.or().interval(clampStability(stability), retention)
}

// Next returns the memory after a review graded g, elapsedDays after the previous one.
// For a new memory elapsedDays is ignored. Days are rounded to whole days as FSRS-6
// counts them; 0 or less is a review on the same day. The result is always finite and
// within bounds.
func (p Params) Next(m Memory, elapsedDays float64, g Grade) Memory {
	return p.or().next(m, elapsedDays, g)
}

func (p *Params) next(m Memory, elapsedDays float64, g Grade) Memory {
	if !g.Valid() {
		return m
	}
	if m.New() {
		return Memory{clampStability(p.w[g-1]), p.firstD[g]}
	}
	m = Memory{clampStability(m.Stability), clampDifficulty(m.Difficulty)}
	var s float64
	days := wholeDays(elapsedDays)
	switch {
	case days == 0:
		s = p.sameDayStability(m, g)
	case g == Again:
		s = p.lapseStability(m, p.recall(days, m.Stability))
	default:
		gain := p.recallGain(m, p.recall(days, m.Stability))
		s = p.recallStability(m, gain, g)
	}
	return Memory{clampStability(s), p.nextDifficulty(m.Difficulty, g)}
}

// recall computes Retrievability. It expects a clamped stability.
func (p *Params) recall(days, stability float64) float64 {
	if !(days > 0) {
		return 1
	}
	return math.Exp(-p.w[20] * math.Log1p(p.factor*days/stability))
}

func (p *Params) interval(stability, retention float64) float64 {
	if !(retention > 0.0001) {
		retention = 0.0001
	}
	return stability / p.factor * math.Expm1(p.invDecay*math.Log(min(retention, 1)))
}

// sameDayStability returns S·e^(w17(g−3+w18))·S^(−w19). The factor is at least 1 for a
// recall.
func (p *Params) sameDayStability(m Memory, g Grade) float64 {
	k := p.sameDay[g] * math.Exp(-p.w[19]*math.Log(m.Stability))
	if g.Recalled() {
		k = max(k, 1)
	}
	return m.Stability * k
}

// lapseStability returns min(w11·D^(−w12)·((S+1)^w13 − 1)·e^(w14(1−R)), S/e^(w17·w18)).
func (p *Params) lapseStability(m Memory, r float64) float64 {
	w := &p.w
	s := w[11] * math.Exp(w[14]*(1-r)-w[12]*math.Log(m.Difficulty)) *
		math.Expm1(w[13]*math.Log1p(m.Stability))
	return min(s, m.Stability*p.lapseCap)
}

// recallGain returns e^w8·(11−D)·S^(−w9)·(e^(w10(1−R)) − 1): the relative growth of
// stability when the grade is good.
func (p *Params) recallGain(m Memory, r float64) float64 {
	return p.gain * (11 - m.Difficulty) * math.Exp(-p.w[9]*math.Log(m.Stability)) *
		math.Expm1(p.w[10]*(1-r))
}

func (p *Params) recallStability(m Memory, gain float64, g Grade) float64 {
	switch g {
	case Hard:
		gain *= p.hardBonus
	case Easy:
		gain *= p.easyBonus
	}
	return m.Stability * (1 + gain)
}

// nextDifficulty moves the difficulty by the grade, damped near 10, and then a little
// back towards that of an easy first review.
func (p *Params) nextDifficulty(d float64, g Grade) float64 {
	d -= p.w[6] * (float64(g) - 3) * (10 - d) / 9
	return clampDifficulty(p.w[7]*p.easyD + (1-p.w[7])*d)
}

// wholeDays rounds as FSRS-6 does: half a day up. NaN becomes 0.
func wholeDays(d float64) float64 {
	if !(d >= 0.5) {
		return 0
	}
	return math.Floor(min(d, 10*MaxStability) + 0.5)
}

func clampStability(s float64) float64 {
	if !(s > MinStability) {
		return MinStability
	}
	return min(s, MaxStability)
}

func clampDifficulty(d float64) float64 {
	if !(d > MinDifficulty) {
		return MinDifficulty
	}
	return min(d, MaxDifficulty)
}

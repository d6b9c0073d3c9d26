package fsrs

import "math"

// FromSM2 estimates the memory of a card with an SM-2 history from its interval in
// days, its ease factor (2.5 is the usual start, not 2500) and the retention that SM-2
// is assumed to have reached, usually .9. The stability is the one at which recall
// falls to that retention within the interval. The difficulty is the one at which a
// good review would lengthen the interval by the ease factor. ok is false, and the
// memory new, if the numbers allow no estimate.
//
// Use it only if the history itself is missing; Replay is better.
func (p Params) FromSM2(ease, intervalDays, retention float64) (m Memory, ok bool) {
	q := p.or()
	if !(ease > 0) || !(intervalDays >= 0) || !(retention > 0 && retention < 1) ||
		math.IsInf(ease, 0) || math.IsInf(intervalDays, 0) {
		return Memory{}, false
	}
	s := max(intervalDays, MinStability) * q.factor / math.Expm1(q.invDecay*math.Log(retention))
	growth := q.gain * math.Exp(-q.w[9]*math.Log(s)) * math.Expm1(q.w[10]*(1-retention))
	d := 11 - (ease-1)/growth
	if math.IsNaN(s) || math.IsInf(s, 0) || math.IsNaN(d) {
		return Memory{}, false
	}
	return Memory{clampStability(s), clampDifficulty(d)}, true
}

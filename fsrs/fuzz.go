package fsrs

import "math"

// fuzzFrom is the shortest interval, in days, that fuzz changes.
const fuzzFrom = 2.5

// FuzzBounds returns the range of whole days, both ends included, to which fuzz can
// move an interval. The range extends δ days to either side, where δ is one day, plus
// .15 of the part of the interval between 2.5 and 7 days, .1 of the part between 7 and
// 20, and .05 of the rest. The range stays within shortest and longest. If it would be
// a single day above 2, it includes the next day. Intervals under 2.5 days are not
// moved.
func FuzzBounds(days float64, shortest, longest int) (from, to int) {
	shortest = max(1, min(shortest, longest))
	days = min(max(days, float64(shortest)), float64(longest))
	delta := fuzzDelta(days)
	from = min(max(roundDays(days-delta), shortest), longest)
	to = min(max(roundDays(days+delta), shortest), longest)
	if from == to && to > 2 && to < longest {
		to++
	}
	return from, to
}

func fuzzDelta(days float64) float64 {
	if days < fuzzFrom {
		return 0
	}
	part := func(from, to float64) float64 { return max(0, min(days, to)-from) }
	return 1 + 0.15*part(2.5, 7) + 0.1*part(7, 20) + 0.05*part(20, math.Inf(1))
}

// unit returns a pseudo-random number in [0,1) that depends only on its arguments
// (splitmix64).
func unit(seed, repetition uint64) float64 {
	return float64(mix(mix(seed)+repetition)>>11) / (1 << 53)
}

func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

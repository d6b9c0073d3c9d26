package fsrs

import "math"

// fuzzFrom is the interval, in days, from which on intervals are spread.
const fuzzFrom = 2.5

// FuzzBounds is the range of whole days, both ends included, that an interval of
// some days may be moved in: δ either way, where δ is one day and .15 of the
// part of the interval between 2.5 and 7 days, .1 of that between 7 and 20 and
// .05 of the rest. The range is kept within shortest and longest; where it would
// be a single day over 2, it takes in the next one. Intervals under 2.5 days are
// not moved.
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

// unit is a number in [0,1) that looks random and depends on its arguments only
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

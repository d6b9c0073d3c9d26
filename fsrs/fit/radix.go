package fit

import "slices"

// sortByTime sorts times and, with them, where. Equal times keep their order.
func sortByTime(times []int64, where []uint32) {
	if len(times) < 2 || slices.IsSorted(times) {
		return
	}
	low, high := slices.Min(times), slices.Max(times)
	const bits = 11
	const buckets = 1 << bits
	timesTo, whereTo := make([]int64, len(times)), make([]uint32, len(where))
	t, w := times, where
	for shift := 0; uint64(high-low)>>shift > 0; shift += bits {
		var place [buckets]int
		for _, v := range t {
			place[uint64(v-low)>>shift%buckets]++
		}
		at := 0
		for i, n := range place {
			place[i] = at
			at += n
		}
		for i, v := range t {
			b := uint64(v-low) >> shift % buckets
			timesTo[place[b]], whereTo[place[b]] = v, w[i]
			place[b]++
		}
		t, timesTo = timesTo, t
		w, whereTo = whereTo, w
	}
	if &t[0] != &times[0] {
		copy(times, t)
		copy(where, w)
	}
}

package fit

import "slices"

// sortBoth sorts keys and moves the other values along. The order of equal keys is
// kept. It returns early, with no defined order, if stop reports that the context has
// ended.
func sortBoth(keys []int64, where []uint32, stop *halt) {
	if len(keys) < 2 || slices.IsSorted(keys) {
		return
	}
	low, high := slices.Min(keys), slices.Max(keys)
	const bits = 11
	const buckets = 1 << bits
	keysTo, whereTo := make([]int64, len(keys)), make([]uint32, len(where))
	t, w := keys, where
	for shift := 0; uint64(high-low)>>shift > 0 && !stop.now(); shift += bits {
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
			keysTo[place[b]], whereTo[place[b]] = v, w[i]
			place[b]++
		}
		t, keysTo = keysTo, t
		w, whereTo = whereTo, w
	}
	if &t[0] != &keys[0] {
		copy(keys, t)
		copy(where, w)
	}
}

package fit

import (
	"cmp"
	"slices"

	"carrel/fsrs"
)

// firsts counts the outcomes of the cards' first scored reviews by the card's first
// grade and the days since. It decides which of them are outliers and gives the
// starting values of the first stabilities.
type firsts struct {
	groups [5][]firstGroup // by grade, shortest interval first; without outliers
	drop   map[firstKey]bool
}

type firstKey struct {
	grade fsrs.Grade
	days  float32
}

type firstGroup struct {
	days            float32
	count, recalled int
}

// These groups are outliers: the rarest, up to a share of all reviews and at least a
// minimum number; small ones; and those with long intervals.
const (
	outlierShare     = 20 // one in
	outlierLeast     = 20
	smallestGroup    = 6
	longestFirst     = 100
	longestFirstEasy = 365
)

func firstLong(card []step) (st step, ok bool) {
	for _, st := range card {
		if st.rank >= 0 {
			return st, true
		}
	}
	return step{}, false
}

// firsts examines the first n scored reviews. The result is incomplete if stop reports
// that the context has ended.
func (d *Data) firsts(n int, stop *halt) *firsts {
	all := make(map[firstKey]firstGroup)
	for c := range d.cards() {
		if c%pollCards == 0 && stop.now() {
			break
		}
		card := d.card(c)
		st, ok := firstLong(card)
		if !ok || int(st.rank) >= n {
			continue
		}
		key := firstKey{card[0].grade, st.days}
		g := all[key]
		g.days = st.days
		g.count++
		if st.grade.Recalled() {
			g.recalled++
		}
		all[key] = g
	}
	f := &firsts{drop: make(map[firstKey]bool)}
	for key, g := range all {
		f.groups[key.grade] = append(f.groups[key.grade], g)
	}
	for grade := fsrs.Again; grade <= fsrs.Easy; grade++ {
		f.dropOutliers(grade)
	}
	return f
}

func (f *firsts) dropOutliers(grade fsrs.Grade) {
	groups := f.groups[grade]
	total := 0
	for _, g := range groups {
		total += g.count
	}
	// Rarest first, and among equally rare ones the longest interval first.
	slices.SortFunc(groups, func(a, b firstGroup) int {
		return cmp.Or(cmp.Compare(a.count, b.count), cmp.Compare(b.days, a.days))
	})
	longest := float32(longestFirst)
	if grade == fsrs.Easy {
		longest = longestFirstEasy
	}
	removed := 0
	var kept []firstGroup
	for _, g := range groups {
		switch {
		case removed+g.count <= max(total/outlierShare, outlierLeast):
			removed += g.count
			f.drop[firstKey{grade, g.days}] = true
		case g.count < smallestGroup || g.days > longest:
			f.drop[firstKey{grade, g.days}] = true
		default:
			kept = append(kept, g)
		}
	}
	slices.SortFunc(kept, func(a, b firstGroup) int { return cmp.Compare(a.days, b.days) })
	f.groups[grade] = kept
}

// dropped reports whether a card's first interval is an outlier.
func (f *firsts) dropped(card []step) bool {
	st, ok := firstLong(card)
	return ok && f.drop[firstKey{card[0].grade, st.days}]
}

// counts returns the number of first reviews that remain for each grade.
func (f *firsts) count(grade fsrs.Grade) int {
	n := 0
	for _, g := range f.groups[grade] {
		n += g.count
	}
	return n
}

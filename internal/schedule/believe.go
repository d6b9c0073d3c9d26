package schedule

import (
	"math"
	"slices"
	"sort"

	"carrel/internal/study"
)

const dayMS = 24 * 60 * 60 * 1000

// believed returns rows, which are ordered, with times that do not decrease.
//
// Times that contradict the order come from wrong clocks. The last row is trusted: the
// present clock made it. Of the other rows, the largest set is trusted whose times
// agree with it and with each other, so that starting a computer once with an empty
// clock battery does not undo years of study. Every other row happened between its
// trusted neighbours. Adjacent untrusted rows keep their distances: they end at the
// next trusted row if they were ahead of it, and otherwise begin at the previous one. A
// Seen row, which no learner made, counts only if nothing contradicts it, or if it is
// the last.
//
// rows is not changed.
func believed(rows []study.Review) []study.Review {
	if slices.IsSortedFunc(rows, func(a, b study.Review) int { return compareTimes(a.At, b.At) }) {
		return rows
	}
	out := slices.Clone(rows)
	times := make([]study.Time, len(rows))
	for i := range rows {
		times[i] = saneTime(rows[i].At)
	}
	sure := agreeing(rows, times)
	from, floor := 0, study.Time(-1) // the first row in doubt, and the time before it
	for i := range rows {
		if !sure[i] {
			continue
		}
		for k, t := range between(times[from:i], floor, times[i]) {
			out[from+k] = movedTo(rows[from+k], t)
		}
		from, floor = i+1, times[i]
	}
	return out
}

func compareTimes(a, b study.Time) int {
	if a < b {
		return -1
	}
	if a > b {
		return 1
	}
	return 0
}

// agreeing marks the last row, a longest run of earlier rows whose times neither
// decrease nor come after it, and then the Seen rows that fit between them.
func agreeing(rows []study.Review, times []study.Time) []bool {
	last := len(rows) - 1
	sure := make([]bool, len(rows))
	sure[last] = true
	var ends []int // by length: the row that ends the best run of that length
	before := make([]int, len(rows))
	for i := range last {
		if rows[i].Kind == study.Seen || times[i] > times[last] {
			continue
		}
		k := sort.Search(len(ends), func(k int) bool { return times[ends[k]] > times[i] })
		before[i] = -1
		if k > 0 {
			before[i] = ends[k-1]
		}
		if k == len(ends) {
			ends = append(ends, i)
		} else {
			ends[k] = i
		}
	}
	if len(ends) > 0 {
		for i := ends[len(ends)-1]; i >= 0; i = before[i] {
			sure[i] = true
		}
	}
	ceiling := make([]study.Time, len(rows))
	for i, t := last, times[last]; i >= 0; i-- {
		if sure[i] {
			t = times[i]
		}
		ceiling[i] = t
	}
	floor := study.Time(0)
	for i := range rows {
		if rows[i].Kind == study.Seen && floor <= times[i] && times[i] <= ceiling[i] {
			sure[i] = true
		}
		if sure[i] {
			floor = times[i]
		}
	}
	return sure
}

// between gives untrusted rows times from floor to ceiling. floor is negative if
// nothing is known about the time before them.
func between(times []study.Time, floor, ceiling study.Time) []study.Time {
	if len(times) == 0 {
		return nil
	}
	out := make([]study.Time, len(times))
	for i := 1; i < len(times); i++ {
		out[i] = min(out[i-1]+max(0, times[i]-times[i-1]), maxTime)
	}
	first := floor
	if floor < 0 || times[0] > ceiling {
		first = ceiling - out[len(out)-1]
	}
	for i := range out {
		out[i] = min(max(first+out[i], floor, 0), ceiling)
	}
	return out
}

// movedTo returns a row as it would be if it had been made at another time. A Set row
// may name a last review later than its own time; that time comes from the clock that
// was ahead and moves with the row. So does the end of a Bury row.
func movedTo(r study.Review, at study.Time) study.Review {
	by := at - saneTime(r.At)
	r.At = at
	if by >= 0 || r.State == nil || r.Kind != study.Set && r.Kind != study.Bury {
		return r
	}
	st := sane(*r.State)
	days := int(math.Round(float64(by) / dayMS))
	switch {
	case r.Kind == study.Bury:
		st.Buried += days
	case st.Last > at || st.Last == 0 && study.Time(st.Day-st.Interval) > at/dayMS+1:
		if st.Day != 0 {
			st.Day += days
		}
		if st.Buried != 0 {
			st.Buried += days
		}
		for _, t := range []*study.Time{&st.Due, &st.Last} {
			if *t != 0 {
				*t = max(1, *t+by)
			}
		}
	}
	st = sane(st)
	r.State = &st
	return r
}

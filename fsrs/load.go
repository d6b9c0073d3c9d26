package fsrs

// Load holds the number of reviews due on the coming days and the days that the learner
// wants light. A day within a card's fuzz range is chosen with a chance that falls
// steeply with the reviews due on it, relative to the share that the day should bear.
// So the days even out, and an easy day keeps to its share even if nothing is due
// anywhere. The reviews that it does not take are spread over the whole range and do
// not pile up beside it. Intervals under 2.5 days have no range and are not moved.
type Load struct {
	First int   // the Calendar day of Due[0]
	Due   []int // reviews due on each day; later days have none

	// Share is the load of each day of the week, Sunday first, relative to an ordinary day:
	// 1 as much, .5 half, 0 nothing if possible. The zero value means 1 for every day.
	Share [7]float64

	// Off lists single days that should bear nothing: holidays.
	Off []int
}

// lightest replaces a share of 0: such a day is chosen only if the range holds no
// other.
const lightest = 1e-9

// Add counts one more review due on a day. Days outside Due are not counted.
func (l *Load) Add(day int) {
	if i := day - l.First; i >= 0 && i < len(l.Due) {
		l.Due[i]++
	}
}

// share returns the share of an ordinary day that a day should bear.
func (l *Load) share(day int) float64 {
	for _, off := range l.Off {
		if off == day {
			return lightest
		}
	}
	if l.Share == [7]float64{} {
		return 1
	}
	if s := l.Share[Weekday(day)]; s > lightest {
		return min(s, 1)
	}
	return lightest
}

// weight returns the weight of a day in the draw. In the long run days fill in
// proportion to their shares, whatever the steepness.
func (l *Load) weight(day int, mean float64) float64 {
	due := 0
	if i := day - l.First; i >= 0 && i < len(l.Due) {
		due = max(0, l.Due[i])
	}
	share := l.share(day)
	ratio := share * (mean + 1) / (float64(due) + 1)
	w := ratio * ratio
	return share * w * w
}

// choose draws an interval of from to to days after today; u, in [0,1), decides.
func (l *Load) choose(today, from, to int, u float64) int {
	if from >= to {
		return from
	}
	sum, n := 0, 0
	for i := max(0, today+from-l.First); i <= today+to-l.First && i < len(l.Due); i++ {
		sum += max(0, l.Due[i])
		n++
	}
	mean := 0.0
	if n > 0 {
		mean = float64(sum) / float64(n)
	}
	total := 0.0
	for d := from; d <= to; d++ {
		total += l.weight(today+d, mean)
	}
	left := u * total
	for d := from; d < to; d++ {
		if left -= l.weight(today+d, mean); left < 0 {
			return d
		}
	}
	return to
}

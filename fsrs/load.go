package fsrs

// Load is what the days to come already hold, and which of them the learner
// wants light. A day within a card's fuzz range is picked with a chance that
// falls steeply with what is due there, measured against what the day should
// bear. So days even out, an easy day keeps to its share even when nothing is
// due anywhere, and what it does not take is spread over the whole range, not
// piled up beside it. Intervals under 2.5 days have no range and are not moved.
type Load struct {
	First int   // the Calendar day of Due[0]
	Due   []int // reviews due on each day; days beyond hold nothing

	// Share is what each day of the week, Sunday first, should bear against an
	// ordinary day: 1 as much, .5 half, 0 nothing where it can be helped. The
	// zero value means 1 throughout.
	Share [7]float64

	// Off are single days that should bear nothing: holidays.
	Off []int
}

// lightest stands for a share of nothing: such a day is taken only where the
// range holds no other.
const lightest = 1e-9

// Add counts one more review due on a day. Days beyond Due are not counted.
func (l *Load) Add(day int) {
	if i := day - l.First; i >= 0 && i < len(l.Due) {
		l.Due[i]++
	}
}

// share of an ordinary day that a day should bear.
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

// weight of a day in the draw. In the long run days fill up in proportion to
// their shares, whatever the steepness.
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

// choose draws an interval in from…to days after today; u, in [0,1), decides.
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

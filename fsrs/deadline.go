package fsrs

import "math"

// Deadline is a day by which cards must be known: an exam.
type Deadline struct {
	Day       int     // a Calendar day
	Retention float64 // chance of recall wanted on that day; 0 means .95
}

// defaultExamRetention is what learners want on the one day that counts.
const defaultExamRetention = 0.95

func (d *Deadline) retention() float64 {
	if !(d.Retention > 0) {
		return defaultExamRetention
	}
	return min(max(d.Retention, MinRetention), MaxRetention)
}

// lastReview is the first interval, in days, that will do for the last review
// before the exam of a card of memory m, due in days by its ordinary interval.
// bound is false where the ordinary interval serves as well: the exam is over,
// there will be another review before it, or the card will still be known then.
//
// A review will do when, if good, it carries the card to the exam. Any day from
// there to the day before the exam does too, and the later the better; the whole
// range is used, so that the last reviews of many cards do not all fall on one
// day.
func (d *Deadline) lastReview(p *Params, m Memory, days float64, today int) (from int, bound bool) {
	left := d.Day - today
	if left <= 1 || days < float64(left)-0.5 {
		return 0, false
	}
	want := d.retention()
	if p.recall(float64(left), m.Stability) >= want {
		return 0, false
	}
	enough := func(t int) bool {
		then := p.next(m, float64(t), Good)
		return p.recall(float64(left-t), then.Stability) >= want
	}
	lo, hi := 1, left-1
	for lo < hi {
		mid := lo + (hi-lo)/2
		if enough(mid) {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	return lo, true
}

// NewPerDay is how many of the cards not yet seen must be introduced today so
// that all have been by settle days before the exam; all of them where that day
// is over already.
func (d *Deadline) NewPerDay(unseen, today, settle int) int {
	days := d.Day - max(settle, 0) - today
	if unseen <= 0 {
		return 0
	}
	if days <= 1 {
		return unseen
	}
	return int(math.Ceil(float64(unseen) / float64(days)))
}

package fsrs

import "math"

// Deadline is a day by which the learner wants to know the cards: an exam.
type Deadline struct {
	Day       int     // a Calendar day
	Retention float64 // chance of recall wanted on that day; 0 means .95
}

// defaultExamRetention is the default Retention of a Deadline.
const defaultExamRetention = 0.95

func (d *Deadline) retention() float64 {
	if !(d.Retention > 0) {
		return defaultExamRetention
	}
	return min(max(d.Retention, MinRetention), MaxRetention)
}

// lastReview returns the first interval, in days, that suits the last review before the
// exam of a card with memory m. days is the card's ordinary interval. bound is false if
// the ordinary interval serves as well: the exam is over, there will be another review
// before it, or the card will still be known then.
//
// An interval suits if a review with the grade good carries the card to the exam. So do
// all later days up to the day before the exam, and later is better. The whole range is
// used, so that the last reviews of many cards do not all fall on one day.
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

// NewPerDay returns how many of the unseen cards the learner must introduce today so
// that all have been introduced settle days before the exam. If that day is over, it
// returns unseen.
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

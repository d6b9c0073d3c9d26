package fit

import (
	"math"
	"time"

	"carrel/fsrs"
)

// dayCounter computes Calendar.Day for many instants. It remembers the two clock
// changes between which the last instant fell.
type dayCounter struct {
	calendar fsrs.Calendar
	from, to int64 // seconds between which the day can be computed by division
	shift    int64 // seconds to add before dividing
}

const secondsADay = 24 * 60 * 60

func newDayCounter(c fsrs.Calendar) *dayCounter {
	return &dayCounter{calendar: c, from: 1, to: 0}
}

func (d *dayCounter) day(ms int64) int64 {
	s := floorDiv(ms, 1000)
	if s >= d.from && s < d.to {
		return floorDiv(s+d.shift, secondsADay)
	}
	return d.look(s)
}

// look computes the day of one instant and prepares the others up to the next clock
// change. The first hours after a change are left to the calendar.
func (d *dayCounter) look(s int64) int64 {
	zone := d.calendar.Zone
	if zone == nil {
		zone = time.UTC
	}
	t := time.Unix(s, 0).In(zone)
	start, end := t.ZoneBounds()
	from, to := int64(math.MinInt64), int64(math.MaxInt64)
	if !start.IsZero() {
		from = start.Unix() + secondsADay + 1
	}
	if !end.IsZero() {
		to = end.Unix()
	}
	if s < from {
		return int64(d.calendar.Day(t))
	}
	_, offset := t.Zone()
	rollover := min(max(d.calendar.RolloverHour, 0), 23)
	d.from, d.to, d.shift = from, to, int64(offset-rollover*60*60)
	return floorDiv(s+d.shift, secondsADay)
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

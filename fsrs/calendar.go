package fsrs

import "time"

// Calendar defines the boundaries of the learner's days: each begins at RolloverHour of
// the wall clock in Zone. Days are numbered from 1970-01-01; day 0 is the one that
// contains the rollover hour of that date.
//
// The zero value has UTC days that begin at midnight.
type Calendar struct {
	Zone         *time.Location // nil means UTC
	RolloverHour int            // 0–23; with 4, a late evening belongs to the day before
}

const hoursADay = 24

// Day returns the number of the day that contains t. It never decreases as time passes,
// even across changes of the clock: a day begins at the first instant at which the wall
// clock has reached the rollover hour.
func (c Calendar) Day(t time.Time) int {
	local := t.In(c.zone())
	day := civilDay(local)
	if local.Hour() < c.hour() {
		day--
	}
	// Only a clock that was recently set back can show an hour of a day that has ended.
	if changed, _ := local.ZoneBounds(); !changed.IsZero() && local.Sub(changed) < hoursADay*time.Hour {
		for !c.Start(day + 1).After(t) {
			day++
		}
	}
	return day
}

// Start returns the first instant of a day.
func (c Calendar) Start(day int) time.Time {
	at := time.Date(1970, 1, 1+day, c.hour(), 0, 0, 0, c.zone())
	if at.Hour() != c.hour() || at.Minute() != 0 || civilDay(at) != day {
		// The hour was skipped, so the day begins when the clock changes.
		changed, next := at.ZoneBounds()
		if civilDay(at) > day || civilDay(at) == day && at.Hour() >= c.hour() {
			return changed
		}
		return next
	}
	// The hour can occur twice; the day begins with the first.
	if changed, _ := at.ZoneBounds(); !changed.IsZero() {
		_, now := at.Zone()
		_, before := changed.Add(-time.Nanosecond).Zone()
		if first := at.Add(-time.Duration(before-now) * time.Second); before > now && first.Before(changed) {
			return first
		}
	}
	return at
}

// DaysBetween returns the number of days from one instant to a later one. It is 0 on
// the same day and if to is before from.
func (c Calendar) DaysBetween(from, to time.Time) int {
	return max(0, c.Day(to)-c.Day(from))
}

func (c Calendar) zone() *time.Location {
	if c.Zone == nil {
		return time.UTC
	}
	return c.Zone
}

func (c Calendar) hour() int { return min(max(c.RolloverHour, 0), hoursADay-1) }

// civilDay returns the day number of the wall-clock date that t shows.
func civilDay(t time.Time) int {
	_, offset := t.Zone()
	s := t.Unix() + int64(offset)
	const day = hoursADay * 60 * 60
	d := s / day
	if s%day < 0 {
		d--
	}
	return int(d)
}

// Weekday returns the day of the week of a day number.
func Weekday(day int) time.Weekday {
	return time.Weekday(((day+int(time.Thursday))%7 + 7) % 7)
}

package schedule

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"carrel/internal/study"
)

// Ease is the load that the learner wants on a day of the week.
type Ease uint8

// The choices for a day: as much as any other, half as much, or only reviews that fit
// no other day.
const (
	Normal Ease = iota
	Fewer
	Minimum
)

var eases = [...]string{"normal", "fewer", "minimum"}

// MarshalText writes the name of the choice.
func (e Ease) MarshalText() ([]byte, error) {
	if int(e) >= len(eases) {
		return nil, study.Errorf(study.Internal, "there is no choice %d for a day", uint8(e))
	}
	return []byte(eases[e]), nil
}

// UnmarshalText reads the name of a choice; other names are Invalid errors.
func (e *Ease) UnmarshalText(text []byte) error {
	i := slices.Index(eases[:], string(text))
	if i < 0 {
		return study.Errorf(study.Invalid, "a day cannot be %q: choose normal, fewer or minimum", text)
	}
	*e = Ease(i)
	return nil
}

// EasyDays holds the wanted load of each day of the week, Sunday first. In the zero
// value all days are equal. In JSON it is an object such as
// {"saturday":"fewer","sunday":"minimum"}; missing days are normal.
type EasyDays [7]Ease

// MarshalJSON writes all seven days.
func (d EasyDays) MarshalJSON() ([]byte, error) {
	all := make(map[string]Ease, len(d))
	for day, e := range d {
		all[dayName(day)] = e
	}
	return json.Marshal(all)
}

// UnmarshalJSON reads an object of days; other names and choices are Invalid errors.
func (d *EasyDays) UnmarshalJSON(text []byte) error {
	var given map[string]Ease
	if err := json.Unmarshal(text, &given); err != nil {
		return err
	}
	*d = EasyDays{}
	for day := range d {
		d[day] = given[dayName(day)]
		delete(given, dayName(day))
	}
	for name := range given {
		return study.Errorf(study.Invalid, "there is no day %q: use monday to sunday", name)
	}
	return nil
}

func dayName(day int) string { return strings.ToLower(time.Weekday(day).String()) }

// Any reports whether some day should bear less than the others.
func (d EasyDays) Any() bool {
	return slices.ContainsFunc(d[:], func(e Ease) bool { return e != d[0] })
}

// shares returns the shares of an ordinary day, for fsrs.Load.
func (d EasyDays) shares() (share [7]float64) {
	for day, e := range d {
		share[day] = [...]float64{Normal: 1, Fewer: 0.5, Minimum: 0}[e]
	}
	return share
}

package schedule

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"carrel/internal/study"
)

// Ease is how much a day of the week should bear.
type Ease uint8

// What a learner can choose for a day: as much as any other, half as much, or
// only what cannot come on another day.
const (
	Normal Ease = iota
	Fewer
	Minimum
)

var eases = [...]string{"normal", "fewer", "minimum"}

// MarshalText writes the word for the choice.
func (e Ease) MarshalText() ([]byte, error) {
	if int(e) >= len(eases) {
		return nil, study.Errorf(study.Internal, "There is no choice %d for a day.", uint8(e))
	}
	return []byte(eases[e]), nil
}

// UnmarshalText reads the word for a choice; others are Invalid errors.
func (e *Ease) UnmarshalText(text []byte) error {
	i := slices.Index(eases[:], string(text))
	if i < 0 {
		return study.Errorf(study.Invalid, "A day cannot be %q: choose normal, fewer or minimum.", text)
	}
	*e = Ease(i)
	return nil
}

// EasyDays is how much each day of the week should bear, Sunday first. The zero
// value makes no difference between them. In JSON it is an object such as
// {"saturday":"fewer","sunday":"minimum"}; days left out are normal.
type EasyDays [7]Ease

// MarshalJSON writes all seven days.
func (d EasyDays) MarshalJSON() ([]byte, error) {
	all := make(map[string]Ease, len(d))
	for day, e := range d {
		all[dayName(day)] = e
	}
	return json.Marshal(all)
}

// UnmarshalJSON reads days; other names and choices are Invalid errors.
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
		return study.Errorf(study.Invalid, "There is no day %q: use monday to sunday.", name)
	}
	return nil
}

func dayName(day int) string { return strings.ToLower(time.Weekday(day).String()) }

// Any reports whether some day should bear less than others.
func (d EasyDays) Any() bool {
	return slices.ContainsFunc(d[:], func(e Ease) bool { return e != d[0] })
}

// shares of an ordinary day, as fsrs.Load has them.
func (d EasyDays) shares() (share [7]float64) {
	for day, e := range d {
		share[day] = [...]float64{Normal: 1, Fewer: 0.5, Minimum: 0}[e]
	}
	return share
}

package app

import (
	"strconv"
	"strings"
	"time"

	"carrel/internal/schedule"
	"carrel/internal/study"
)

// spans are the short names of spans of time in one language.
type spans struct {
	minutes, hours, days, months, years string
	comma                               string // between units and tenths
}

var spansIn = map[string]spans{
	"en": {"min", "h", "d", "mo", "y", "."},
	"fr": {"min", "h", "j", "mois", "a", ","},
}

// until says in short when a card comes back: "10 min", "3 d", "2.5 mo", in
// the language asked for, or in English.
func until(s study.Schedule, now time.Time, sched *schedule.Scheduler, lang string) string {
	in, ok := spansIn[lang]
	if !ok {
		in = spansIn["en"]
	}
	if s.Phase == study.InReview {
		days := s.Day - sched.Day(study.At(now))
		switch {
		case days < 31:
			return strconv.Itoa(max(days, 0)) + " " + in.days
		case days < 365:
			return in.tenths(float64(days)/30.44) + " " + in.months
		}
		return in.tenths(float64(days)/365.25) + " " + in.years
	}
	d := s.Due.Go().Sub(now)
	if d < time.Hour {
		return strconv.Itoa(max(1, int(d.Minutes()+0.5))) + " " + in.minutes
	}
	return strconv.FormatFloat(d.Hours(), 'f', 0, 64) + " " + in.hours
}

func (in spans) tenths(v float64) string {
	return strings.Replace(strconv.FormatFloat(v, 'f', 1, 64), ".", in.comma, 1)
}

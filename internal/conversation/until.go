package conversation

import (
	"strconv"
	"strings"
	"time"

	"carrel/internal/lang"
	"carrel/internal/schedule"
	"carrel/internal/session"
	"carrel/internal/study"
)

// until formats briefly when a card comes back, such as "10 min", "3 d" or "2.5
// mo", in the requested language, or in English if that language is unknown.
func until(s study.Schedule, now time.Time, sched *schedule.Scheduler, tag string) string {
	in := session.SpansIn(tag)
	if s.Phase == study.InReview {
		days := s.Day - sched.Day(study.At(now))
		switch {
		case days < 31:
			return strconv.Itoa(max(days, 0)) + " " + in.Days
		case days < 365:
			return tenths(in, float64(days)/30.44) + " " + in.Months
		}
		return tenths(in, float64(days)/365.25) + " " + in.Years
	}
	d := s.Due.Go().Sub(now)
	if d < time.Hour {
		return strconv.Itoa(max(1, int(d.Minutes()+0.5))) + " " + in.Minutes
	}
	return strconv.FormatFloat(d.Hours(), 'f', 0, 64) + " " + in.Hours
}

func tenths(in lang.Spans, v float64) string {
	return strings.Replace(strconv.FormatFloat(v, 'f', 1, 64), ".", in.Comma, 1)
}

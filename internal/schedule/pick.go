package schedule

import (
	"carrel/fsrs"
	"carrel/internal/study"
)

// Ahead is how many reviews wait on the days to come. The zero value is an empty
// calendar.
type Ahead struct {
	First int   // the civil day of Due[0]
	Due   []int // by day; days beyond hold nothing
}

// Pick returns a row that is being graded with the interval its card is to have
// in State.Interval, where there is a choice of days. st is the card's schedule
// before it and ahead what waits without the card. The row must be the card's
// last in time.
//
// This is the only place where what other cards do decides anything, and the row
// keeps what was decided: a replay, here or on another device, needs to know
// nothing of other cards. See docs/adr/0004-easy-days.md.
func (s *Scheduler) Pick(c Card, st study.Schedule, r study.Review, ahead Ahead) study.Review {
	g := fsrs.Grade(r.Grade)
	if r.Kind != study.Graded || r.State != nil || !g.Valid() {
		return r
	}
	f, was, at := s.withLoad(c, ahead), state(c, st), saneTime(r.At).Go()
	if from, to := f.Range(was, g, at, seed(c.ID)); from >= to {
		return r // the only day there is
	}
	next := f.Next(was, g, at, seed(c.ID))
	r.State = &study.Schedule{Phase: study.InReview, Interval: next.Interval}
	return r
}

// withLoad picks days by what waits on them, within the same ranges as a replay.
// Those who switched fuzz off have no ranges, unless they have easy days.
func (s *Scheduler) withLoad(c Card, ahead Ahead) *fsrs.Scheduler {
	f := *s.withDeadline(c)
	if f.Load == nil && !f.Fuzz {
		return &f
	}
	load := fsrs.Load{First: ahead.First, Due: ahead.Due}
	if f.Load != nil {
		load.Share = f.Load.Share
	}
	f.Load = &load
	return &f
}

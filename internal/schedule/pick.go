package schedule

import (
	"carrel/fsrs"
	"carrel/internal/study"
)

// Ahead is the number of reviews due on the coming days. The zero value is an empty
// calendar.
type Ahead struct {
	First int   // the civil day of Due[0]
	Due   []int // by day; later days have none
}

// Pick returns a row that is being graded with the chosen interval of its card in
// State.Interval, if there is a choice of days. st is the card's schedule before the
// row, and ahead the reviews due without this card. The row must be the card's last in
// time.
//
// This is the only place where other cards influence a decision. The row stores the
// decision, so a replay, here or on another device, needs to know nothing of other
// cards. See docs/adr/0004-easy-days.md.
func (s *Scheduler) Pick(c Card, st study.Schedule, r study.Review, ahead Ahead) study.Review {
	g := fsrs.Grade(r.Grade)
	if r.Kind != study.Graded || r.State != nil || !g.Valid() {
		return r
	}
	f, was, at := s.withLoad(c, ahead), state(c, st), saneTime(r.At).Go()
	if from, to := f.Range(was, g, at, seed(c.ID)); from >= to {
		return r // the range holds a single day
	}
	next := f.Next(was, g, at, seed(c.ID))
	r.State = &study.Schedule{Phase: study.InReview, Interval: next.Interval}
	return r
}

// withLoad returns a scheduler that chooses days by the reviews due on them, within the
// same ranges as a replay. If the learner switched fuzz off, there are no ranges unless
// there are easy days.
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

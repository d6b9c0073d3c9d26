package fsrs

import (
	"fmt"
	"time"
)

// Bounds and default of the retention a learner can ask for.
const (
	MinRetention     = 0.70
	MaxRetention     = 0.99
	DefaultRetention = 0.90
)

// Scheduler decides when a card is seen again. Its fields may be changed between
// calls; a Scheduler that nobody changes may be used by many goroutines. The
// zero value schedules by the default parameters, without steps, for a retention
// of .9, without fuzz, in UTC days.
type Scheduler struct {
	Params Params

	// Retention wanted for the deck, .70–.99; 0 means .90. A card's own
	// State.Retention goes before it. Values beyond the bounds are brought in.
	Retention float64

	// LearningSteps and RelearningSteps are the delays of a card on its way into
	// review, as Anki has them: good goes one step on, again back to the first,
	// hard stays (on the first step for the mean of the first two, or one and a
	// half times an only step), easy leaves at once. Without steps the memory
	// model decides, and intervals under half a day are due at an instant of the
	// same day.
	LearningSteps   []time.Duration
	RelearningSteps []time.Duration

	// MaxInterval is the longest interval in days; 0 means 36500.
	MaxInterval int

	// Fuzz spreads intervals of 2.5 days and more a little, so that cards learnt
	// together do not stay together.
	Fuzz bool

	// TwoButton is for learners who only say whether they knew it: Hard and Easy
	// count as Good, and Good need not leave room beside them.
	TwoButton bool

	// Load, where not nil, picks the day within the fuzz range by what is due
	// already and by easy days, whether Fuzz is set or not.
	Load *Load

	// Deadline, where not nil, plans towards the day of an exam.
	Deadline *Deadline

	Calendar Calendar
}

// NewScheduler is a Scheduler as most learners want it: steps of 1 and 10
// minutes, one relearning step of 10 minutes, retention .9, fuzz.
func NewScheduler(p Params, c Calendar) *Scheduler {
	return &Scheduler{
		Params:          p,
		Retention:       DefaultRetention,
		LearningSteps:   []time.Duration{time.Minute, 10 * time.Minute},
		RelearningSteps: []time.Duration{10 * time.Minute},
		Fuzz:            true,
		Calendar:        c,
	}
}

// Check reports settings that cannot be meant: steps that are not positive or
// do not grow, a retention or rollover hour out of bounds, a negative interval.
// Next works with any settings; Check is for those who let people enter them.
func (s *Scheduler) Check() error {
	if r := s.Retention; r != 0 && !(r >= MinRetention && r <= MaxRetention) {
		return fmt.Errorf("fsrs: the desired retention is %v; choose from %.2f to %.2f", r, MinRetention, MaxRetention)
	}
	if s.MaxInterval < 0 {
		return fmt.Errorf("fsrs: the longest interval is %d days; choose 1 or more, or 0 for no limit", s.MaxInterval)
	}
	if h := s.Calendar.RolloverHour; h < 0 || h >= hoursADay {
		return fmt.Errorf("fsrs: the day rolls over at %d o'clock; choose 0 to 23", h)
	}
	for _, steps := range [][]time.Duration{s.LearningSteps, s.RelearningSteps} {
		for i, d := range steps {
			if d < time.Second {
				return fmt.Errorf("fsrs: step %d is %v; a step is a second or more", i+1, d)
			}
			if i > 0 && d <= steps[i-1] {
				return fmt.Errorf("fsrs: step %d (%v) is not longer than the one before; let steps grow", i+1, d)
			}
		}
	}
	return nil
}

// Next is the state of a card after a review graded g at an instant. seed is the
// card's own (its id will do); the repetition is mixed in here. The same
// arguments always give the same state. A grade outside 1–4 changes nothing.
//
// Hard < good < easy holds for the delays it gives, except where a maximum
// interval or a deadline leaves no room, and again ≤ hard, where steps grow. A successful review of a card
// in review never gets a shorter interval than the one before because of fuzz.
func (s *Scheduler) Next(st State, g Grade, now time.Time, seed uint64) State {
	if s.TwoButton {
		g = g.Two()
	}
	if !g.Valid() {
		return st
	}
	v := s.view(st, now, seed)
	return v.after(g)
}

// Range is the shortest and the longest interval, in days, that fuzz or a load
// may give a card graded g. It goes by the settings alone: neither by what is due
// on which day nor by the chance of the draw. Both are 0 where the card comes
// back at an instant.
func (s *Scheduler) Range(st State, g Grade, now time.Time, seed uint64) (from, to int) {
	if s.TwoButton {
		g = g.Two()
	}
	if !g.Valid() {
		return 0, 0
	}
	v := s.view(st, now, seed)
	return v.between(g)
}

// NextIn is Next for a review whose interval was picked before, when what was due
// on the days to come was known: it is taken again where it lies within Range,
// else the state is that of Next. So a log that keeps the intervals picked can be
// replayed without the loads of that time, and after a change of settings it
// keeps those that still will do.
func (s *Scheduler) NextIn(st State, g Grade, now time.Time, seed uint64, days int) State {
	if s.TwoButton {
		g = g.Two()
	}
	if !g.Valid() {
		return st
	}
	v := s.view(st, now, seed)
	if from, to := v.between(g); days > 0 && from <= days && days <= to {
		return v.due(g, delay{days: days})
	}
	return v.after(g)
}

// Four is the state after each of the four grades, Again first. With TwoButton
// the last three are the same.
func (s *Scheduler) Four(st State, now time.Time, seed uint64) [4]State {
	v := s.view(st, now, seed)
	if s.TwoButton {
		good := v.after(Good)
		return [4]State{v.after(Again), good, good, good}
	}
	return [4]State{v.after(Again), v.after(Hard), v.after(Good), v.after(Easy)}
}

// Replay is the state that a card's whole history leaves, oldest review first,
// when every review had been scheduled by s as it is now.
func (s *Scheduler) Replay(st State, history []Review, seed uint64) State {
	for _, r := range history {
		st = s.Next(st, r.Grade, r.Time, seed)
	}
	return st
}

// Restate gives a card whose parameters or retention have changed the interval
// it would have now, counted from its last review; its memory is taken as it is.
// Only cards in review move, never to a day before today.
func (s *Scheduler) Restate(st State, now time.Time, seed uint64) State {
	if st.Phase != InReview || st.Memory.New() || st.LastReview.IsZero() {
		return st
	}
	v := s.view(st, now, seed)
	days := clampStability(st.Memory.Stability) * v.perStability
	reviewed := s.Calendar.Day(st.LastReview)
	v.today = reviewed
	st.Interval = v.pick(days, 1, s.maxInterval(), max(1, roundDays(days)))
	st.DueDay = max(reviewed+st.Interval, s.Calendar.Day(now))
	return st
}

func (s *Scheduler) maxInterval() int {
	if s.MaxInterval <= 0 {
		return MaxStability
	}
	return min(s.MaxInterval, MaxStability)
}

func (s *Scheduler) retention(own float64) float64 {
	r := own
	if !(r > 0) {
		r = s.Retention
	}
	if !(r > 0) {
		r = DefaultRetention
	}
	return min(max(r, MinRetention), MaxRetention)
}

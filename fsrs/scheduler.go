package fsrs

import (
	"fmt"
	"time"
)

// Bounds and default of the desired retention.
const (
	MinRetention     = 0.70
	MaxRetention     = 0.99
	DefaultRetention = 0.90
)

// Scheduler decides when a card is due next. Its fields can be changed between calls;
// many goroutines can use a Scheduler that nobody changes. The zero value uses the
// default parameters, no steps, a retention of .9, no fuzz, and UTC days.
type Scheduler struct {
	Params Params

	// Retention is the desired retention of the deck, .70–.99; 0 means .90. A card's own
	// State.Retention overrides it. Other values are clamped.
	Retention float64

	// LearningSteps and RelearningSteps are the delays before a card enters or re-enters
	// review, as in Anki: good goes one step on, again goes back to the first, and easy
	// leaves at once. Hard stays; on the first step its delay is the mean of the first two,
	// or one and a half times an only step. Without steps the memory model decides, and
	// intervals under half a day are due at an instant of the same day.
	LearningSteps   []time.Duration
	RelearningSteps []time.Duration

	// MaxInterval is the longest interval in days; 0 means 36500.
	MaxInterval int

	// Fuzz spreads intervals of 2.5 days and more a little, so that cards learnt together
	// do not stay together.
	Fuzz bool

	// TwoButton is for learners who only say whether they knew the card: Hard and Easy
	// count as Good, and Good need not leave room for them.
	TwoButton bool

	// Load, if not nil, chooses the day within the fuzz range by the reviews already due
	// and by easy days, whether or not Fuzz is set.
	Load *Load

	// Deadline, if not nil, is the exam to plan for.
	Deadline *Deadline

	Calendar Calendar
}

// NewScheduler returns a Scheduler with the usual settings: steps of 1 and 10 minutes,
// one relearning step of 10 minutes, retention .9, and fuzz.
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

// Check reports invalid settings: steps that are not positive or do not increase, a
// retention or rollover hour out of bounds, or a negative interval. Next works with any
// settings; Check is for programs that let people enter them.
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

// Next returns the state of a card after a review graded g at now. seed belongs to the
// card (its ID will do); Next mixes in the repetition. The same arguments always give
// the same state. A grade outside 1–4 changes nothing.
//
// The delays satisfy hard < good < easy, except where a maximum interval or a deadline
// leaves no room, and again ≤ hard if the steps increase. Fuzz never makes the interval
// of a successful review shorter than the one before.
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

// Range returns the shortest and the longest interval, in days, that fuzz or a load can
// give a card graded g. It depends on the settings alone, and not on the cards due on a
// day or on the random draw. Both are 0 if the card is due at an instant.
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

// NextIn is Next for a review whose interval was chosen earlier, when the number of
// cards due on the coming days was known. It uses days again if it lies within Range;
// otherwise the state is that of Next. So a log that stores the chosen intervals can be
// replayed without the loads of that time, and after a change of settings a replay
// keeps the intervals that are still within range.
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

// Four returns the state after each of the four grades, Again first. With TwoButton the
// last three are equal.
func (s *Scheduler) Four(st State, now time.Time, seed uint64) [4]State {
	v := s.view(st, now, seed)
	if s.TwoButton {
		good := v.after(Good)
		return [4]State{v.after(Again), good, good, good}
	}
	return [4]State{v.after(Again), v.after(Hard), v.after(Good), v.after(Easy)}
}

// Replay returns the state after a card's whole history, oldest review first, as if s
// with its present settings had scheduled every review.
func (s *Scheduler) Replay(st State, history []Review, seed uint64) State {
	for _, r := range history {
		st = s.Next(st, r.Grade, r.Time, seed)
	}
	return st
}

// Restate recomputes the interval of a card whose parameters or retention have changed,
// counted from its last review. It does not change the card's memory. Only cards in
// review move, and never to a day before today.
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

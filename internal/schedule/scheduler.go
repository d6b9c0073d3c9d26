package schedule

import (
	"encoding/binary"
	"time"

	"carrel/fsrs"
	"carrel/internal/study"
)

// Scheduler replays and previews by one set of Settings. It may be used by many
// goroutines.
type Scheduler struct {
	fsrs fsrs.Scheduler
}

// New returns a Scheduler for the settings.
func New(s Settings) *Scheduler { return &Scheduler{fsrs: s.scheduler()} }

// Card is what of a card, beside its rows, decides its intervals.
type Card struct {
	ID        study.ID
	Retention float64 // the card's own or else its deck's; 0 for the learner's general one
	Deadline  int     // civil day its deck must be known by; 0 for none
}

// CardIn is the Card of c in its deck d: the card's own desired retention goes
// before the deck's.
func CardIn(c study.Card, d study.Deck) Card {
	r := c.Retention
	if r == 0 {
		r = d.Retention
	}
	return Card{ID: c.ID, Retention: r, Deadline: d.Deadline}
}

// Calendar is the calendar days are counted by.
func (s *Scheduler) Calendar() fsrs.Calendar { return s.fsrs.Calendar }

// Day is the learner's civil day that holds t.
func (s *Scheduler) Day(t study.Time) int { return s.fsrs.Calendar.Day(saneTime(t).Go()) }

// DayStart is the first instant of a civil day.
func (s *Scheduler) DayStart(day int) study.Time {
	return study.At(s.fsrs.Calendar.Start(saneDay(day)))
}

// Apply is the schedule after one more row, which must not be older than those
// st was made of. A Cancel row needs the whole history: Apply leaves st as it is
// for it, and Replay does the work.
func (s *Scheduler) Apply(c Card, st study.Schedule, r study.Review) study.Schedule {
	switch r.Kind {
	case study.Graded:
		if !fsrs.Grade(r.Grade).Valid() {
			return st
		}
		f, was, g, at := s.withDeadline(c), state(c, st), fsrs.Grade(r.Grade), saneTime(r.At).Go()
		if r.State != nil && r.State.Interval > 0 {
			return fromState(f.NextIn(was, g, at, seed(c.ID), r.State.Interval))
		}
		return fromState(f.Next(was, g, at, seed(c.ID)))
	case study.Set:
		if r.State != nil {
			st = sane(*r.State)
			st.Last = min(st.Last, saneTime(r.At)) // nobody can have reviewed it later
			return st
		}
	case study.Bury:
		if r.State != nil {
			st.Buried = saneDay(r.State.Buried)
		}
	}
	return st
}

// Four is the schedule after each of the four grades given at an instant, Again
// first: what a learner is shown before choosing, and what Pick and Apply then
// give.
func (s *Scheduler) Four(c Card, st study.Schedule, at study.Time, ahead Ahead) [4]study.Schedule {
	var out [4]study.Schedule
	for i, next := range s.withLoad(c, ahead).Four(state(c, st), saneTime(at).Go(), seed(c.ID)) {
		out[i] = fromState(next)
	}
	return out
}

// Recall is the chance, 0–1, that the card is recalled at an instant. It is 0
// for a card that was never reviewed.
func (s *Scheduler) Recall(st study.Schedule, at study.Time) float64 {
	if !(st.Stability > 0) {
		return 0
	}
	return s.fsrs.Params.Retrievability(float64(s.Elapsed(st, s.Day(at))), st.Stability)
}

// Elapsed is the number of whole days from the card's last review to a day, not
// negative. A card imported without the time of its last review counts as seen
// an interval before it is due.
func (s *Scheduler) Elapsed(st study.Schedule, day int) int {
	if st.Last != 0 {
		return max(0, day-s.Day(st.Last))
	}
	if st.Phase == study.InReview {
		return max(0, day-(st.Day-st.Interval))
	}
	return 0
}

// Due reports whether the card should be asked at an instant. New cards never
// are due: whether to introduce one is not a matter of time.
func (s *Scheduler) Due(st study.Schedule, now study.Time) bool {
	today := s.Day(now)
	if st.Buried > today {
		return false
	}
	switch st.Phase {
	case study.Learning, study.Relearning:
		return st.Due <= now
	case study.InReview:
		return st.Day <= today
	}
	return false
}

func (s *Scheduler) withDeadline(c Card) *fsrs.Scheduler {
	if c.Deadline == 0 {
		return &s.fsrs
	}
	f := s.fsrs
	f.Deadline = &fsrs.Deadline{Day: c.Deadline}
	return &f
}

// seed makes a card's fuzz its own. IDs are random or hashes, so any eight bytes
// will do.
func seed(id study.ID) uint64 { return binary.LittleEndian.Uint64(id[:8]) }

func state(c Card, st study.Schedule) fsrs.State {
	st = sane(st)
	return fsrs.State{
		Phase:      fsrs.Phase(st.Phase),
		Step:       st.Step,
		Memory:     fsrs.Memory{Stability: st.Stability, Difficulty: st.Difficulty},
		LastReview: instant(st.Last),
		Due:        instant(st.Due),
		DueDay:     st.Day,
		Interval:   st.Interval,
		Reps:       st.Reps,
		Lapses:     st.Lapses,
		Retention:  c.Retention,
	}
}

func fromState(st fsrs.State) study.Schedule {
	return sane(study.Schedule{
		Phase:      study.Phase(st.Phase),
		Step:       st.Step,
		Stability:  st.Memory.Stability,
		Difficulty: st.Memory.Difficulty,
		Due:        stamp(st.Due),
		Day:        st.DueDay,
		Interval:   st.Interval,
		Last:       stamp(st.LastReview),
		Reps:       st.Reps,
		Lapses:     st.Lapses,
	})
}

func instant(t study.Time) time.Time {
	if t == 0 {
		return time.Time{}
	}
	return t.Go()
}

func stamp(t time.Time) study.Time {
	if t.IsZero() {
		return 0
	}
	return study.At(t)
}

// Forgetting is the chance of recall after some whole days at a stability, for
// those who ask for it millions of times.
func (s *Scheduler) Forgetting() func(days int, stability float64) float64 {
	p := s.fsrs.Params
	return func(days int, stability float64) float64 {
		return p.Retrievability(float64(days), stability)
	}
}

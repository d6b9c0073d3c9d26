package schedule

import (
	"encoding/binary"
	"time"

	"carrel/fsrs"
	"carrel/internal/study"
)

// Scheduler replays rows and previews grades with one set of Settings. Many goroutines
// can use it.
type Scheduler struct {
	fsrs fsrs.Scheduler
}

// New returns a Scheduler for the settings.
func New(s Settings) *Scheduler { return &Scheduler{fsrs: s.scheduler()} }

// Card holds the values of a card, apart from its rows, that decide its intervals.
type Card struct {
	ID        study.ID
	Retention float64 // the card's own, else its deck's; 0 for the learner's general setting
	Deadline  int     // civil day by which its deck must be known; 0 for none
}

// CardIn returns the Card of c in its deck d. The card's own desired retention
// overrides the deck's.
func CardIn(c study.Card, d study.Deck) Card {
	r := c.Retention
	if r == 0 {
		r = d.Retention
	}
	return Card{ID: c.ID, Retention: r, Deadline: d.Deadline}
}

// Calendar returns the calendar that counts the days.
func (s *Scheduler) Calendar() fsrs.Calendar { return s.fsrs.Calendar }

// Day returns the learner's civil day that contains t.
func (s *Scheduler) Day(t study.Time) int { return s.fsrs.Calendar.Day(saneTime(t).Go()) }

// DayStart returns the first instant of a civil day.
func (s *Scheduler) DayStart(day int) study.Time {
	return study.At(s.fsrs.Calendar.Start(saneDay(day)))
}

// Apply returns the schedule after one more row, which must not be older than the rows
// behind st. A Cancel row needs the whole history, so Apply returns st unchanged for
// it; use Replay.
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
			st.Last = min(st.Last, saneTime(r.At)) // a review cannot be later than this row
			return st
		}
	case study.Bury:
		if r.State != nil {
			st.Buried = saneDay(r.State.Buried)
		}
	}
	return st
}

// Four returns the schedule after each of the four grades given at an instant, Again
// first. The learner sees them before choosing, and Pick and Apply then give the same.
func (s *Scheduler) Four(c Card, st study.Schedule, at study.Time, ahead Ahead) [4]study.Schedule {
	var out [4]study.Schedule
	for i, next := range s.withLoad(c, ahead).Four(state(c, st), saneTime(at).Go(), seed(c.ID)) {
		out[i] = fromState(next)
	}
	return out
}

// Recall returns the chance, 0–1, of recalling the card at an instant. It is 0 for a
// card that was never reviewed.
func (s *Scheduler) Recall(st study.Schedule, at study.Time) float64 {
	if !(st.Stability > 0) {
		return 0
	}
	return s.fsrs.Params.Retrievability(float64(s.Elapsed(st, s.Day(at))), st.Stability)
}

// Elapsed returns the number of whole days from the card's last review to a day, not
// negative. A card imported without the time of its last review counts as reviewed one
// interval before it is due.
func (s *Scheduler) Elapsed(st study.Schedule, day int) int {
	if st.Last != 0 {
		return max(0, day-s.Day(st.Last))
	}
	if st.Phase == study.InReview {
		return max(0, day-(st.Day-st.Interval))
	}
	return 0
}

// Due reports whether the card should be asked at an instant. It is false for new
// cards: introducing one does not depend on the time.
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

// seed makes a card's fuzz specific to it. IDs are random or hashes, so any eight bytes
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

// Forgetting returns a function for the chance of recall after a number of whole days
// at a stability, for callers that compute it millions of times.
func (s *Scheduler) Forgetting() func(days int, stability float64) float64 {
	p := s.fsrs.Params
	return func(days int, stability float64) float64 {
		return p.Retrievability(float64(days), stability)
	}
}

package apkg

import (
	"carrel/fsrs"
	"carrel/internal/study"
)

// sendStates yields, for every card that is not new, the Set review after which a replay
// of the log ends with Anki's own schedule.
func (r *reader) sendStates() error {
	for i := range r.states {
		st := &r.states[i]
		if st.phase == study.New && !st.answered && !st.buried {
			continue
		}
		if err := r.emit(study.Entry{Review: st.review(r.col)}); err != nil {
			return err
		}
	}
	return nil
}

func (st *cardState) review(c *collection) *study.Review {
	s := &study.Schedule{
		Phase:  st.phase,
		Reps:   int(st.reps),
		Lapses: int(st.lapses),
	}
	if st.buried {
		// Anki unburies cards when the next day begins.
		s.Buried = clampDay(c.dayOf(c.modified) + 1)
	}
	v := &study.Review{Card: st.id, Kind: study.Set, How: "import", State: s}
	if st.phase == study.New {
		if !st.answered {
			v.Kind = study.Bury
		}
		v.At = study.Time(max(st.last+1, st.modified))
		v.ID = st.reviewID(v.At)
		return v
	}
	s.Interval = int(st.ivl)
	s.Last = study.Time(st.last)
	switch st.phase {
	case study.InReview:
		if st.due > 1e9 { // damaged: an instant instead of a day
			st.due = (st.due - c.created) / daySeconds
		}
		day := c.firstDay() + min(max(st.due, -1e6), 1e6)
		s.Day = clampDay(day)
		if st.last == 0 {
			s.Last = study.Time(clampMS(c.startOf(int64(s.Day) - c.firstDay() - int64(st.ivl))))
		}
	default:
		// A learning card is due at an instant within the day, or on a later day, given
		// by its number.
		if st.due > 1e9 {
			s.Due = study.Time(clampMS(min(st.due, 1<<40) * 1000))
		} else {
			s.Due = study.Time(clampMS(c.startOf(max(st.due, 0))))
		}
		s.Step = max(int(st.steps)-int(st.left), 0)
		if st.last == 0 {
			s.Last = study.Time(min(st.modified, int64(s.Due)))
		}
	}
	s.Stability, s.Difficulty = st.memory()
	v.At = s.Last + 1
	v.ID = st.reviewID(v.At)
	return v
}

// memory returns Anki's own memory state, or else the state computed from the log, or,
// without a log, an estimate from interval and ease.
func (st *cardState) memory() (stability, difficulty float64) {
	if st.stability > 0 {
		return st.stability, st.difficulty
	}
	if st.ivl <= 0 {
		return 0, 0
	}
	ease := float64(st.factor) / 1000
	if ease < 1.3 {
		ease = 2.5
	}
	m, ok := fsrs.DefaultParams().FromSM2(ease, float64(st.ivl), .9)
	if !ok {
		return 0, 0
	}
	return m.Stability, m.Difficulty
}

// reviewID derives the identity from the state as well as the card, so that a package
// exported after more study brings a new review.
func (st *cardState) reviewID(at study.Time) study.ID {
	return study.DeriveID("review", st.id.String(), "state", itoa(int64(at)), itoa(st.due), itoa(int64(st.ivl)), itoa(int64(st.phase)))
}

func clampDay(day int64) int { return int(min(max(day, 0), 200_000)) }

package schedule

import (
	"slices"

	"carrel/internal/study"
)

// History is what a card's rows add up to.
type History struct {
	Schedule study.Schedule
	// First is when the card was first graded while it was new, which is when it
	// was introduced; 0 if it never was.
	First study.Time
}

// Replay is the history of one card: every row in order, each at the time it can
// have happened at, without those taken back. rows is not changed; a row given
// twice counts once.
func (s *Scheduler) Replay(c Card, rows []study.Review) History {
	var h History
	for _, r := range InEffect(rows) {
		h = s.next(c, h, r)
	}
	return h
}

// Before is the schedule of a card just before the row r of it, which need not be
// in rows yet: the time of r says at the latest when the rows before it were made.
func (s *Scheduler) Before(c Card, rows []study.Review, r study.Review) study.Schedule {
	var h History
	for _, row := range InEffect(append(slices.Clip(rows), r)) {
		if row.ID == r.ID {
			break
		}
		h = s.next(c, h, row)
	}
	return h.Schedule
}

func (s *Scheduler) next(c Card, h History, r study.Review) History {
	if r.Kind == study.Graded && h.First == 0 && h.Schedule.Phase == study.New && r.Grade >= study.Again && r.Grade <= study.Easy {
		h.First = r.At
	}
	h.Schedule = s.Apply(c, h.Schedule, r)
	return h
}

// InEffect returns the rows that count, in order: without Cancel rows, what they
// take back, and duplicates. A Cancel row that is itself taken back takes nothing
// back. It makes no difference whether a Cancel row is older or younger than the
// row it names, or whether that row is there at all.
//
// The order is that of time, and that of After where times contradict it. The At
// of a row that cannot be right is one that can: see believed.
func InEffect(rows []study.Review) []study.Review {
	return believed(standing(inOrder(rows)))
}

// standing leaves out Cancel rows and what they take back.
func standing(order []study.Review) []study.Review {
	cancels := false
	for i := range order {
		if order[i].Kind == study.Cancel {
			cancels = true
			break
		}
	}
	if !cancels {
		return order
	}
	u := undone{by: map[study.ID][]study.ID{}, seen: map[study.ID]verdict{}}
	for _, r := range order {
		if r.Kind == study.Cancel {
			u.by[r.Cancels] = append(u.by[r.Cancels], r.ID)
		}
	}
	kept := make([]study.Review, 0, len(order))
	for _, r := range order {
		if r.Kind != study.Cancel && !u.gone(r.ID) {
			kept = append(kept, r)
		}
	}
	return kept
}

type verdict uint8

const (
	asking verdict = iota + 1
	stands
	takenBack
)

// undone knows which rows are taken back by which Cancel rows.
type undone struct {
	by   map[study.ID][]study.ID
	seen map[study.ID]verdict
}

// gone reports whether some Cancel row that stands names id. Rows that take each
// other back in a circle, which nothing of ours writes, count as standing where
// the question comes back to them.
func (u undone) gone(id study.ID) bool {
	switch u.seen[id] {
	case asking, stands:
		return false
	case takenBack:
		return true
	}
	by := u.by[id]
	if len(by) == 0 {
		return false
	}
	u.seen[id] = asking
	for _, c := range by {
		if !u.gone(c) {
			u.seen[id] = takenBack
			return true
		}
	}
	u.seen[id] = stands
	return false
}

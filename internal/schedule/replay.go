package schedule

import (
	"slices"

	"carrel/internal/study"
)

// History is the result of a card's rows.
type History struct {
	Schedule study.Schedule
	// First is the time of the card's first grade while it was new, which is when it was
	// introduced; 0 if it never was.
	First study.Time
}

// Replay returns the history of one card from its rows: in order, with plausible times,
// and without the rows that were undone. rows is not changed; duplicates count once.
func (s *Scheduler) Replay(c Card, rows []study.Review) History {
	var h History
	for _, r := range InEffect(rows) {
		h = s.next(c, h, r)
	}
	return h
}

// Before returns the schedule of a card just before its row r, which need not be in
// rows yet. The time of r is the latest possible time of the rows before it.
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

// InEffect returns the rows that count, in order: without Cancel rows, the rows that
// they undo, and duplicates. A Cancel row that is itself undone undoes nothing. It does
// not matter whether a Cancel row is older or younger than the row it names, or whether
// that row is there at all.
//
// Rows are ordered by time, and by After where times contradict it. A row with an
// impossible At gets a plausible one: see believed.
func InEffect(rows []study.Review) []study.Review {
	return believed(standing(inOrder(rows)))
}

// standing removes Cancel rows and the rows that they undo.
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

// undone maps rows to the Cancel rows that undo them.
type undone struct {
	by   map[study.ID][]study.ID
	seen map[study.ID]verdict
}

// gone reports whether a Cancel row that itself stands names id. Carrel never writes
// rows that undo each other in a circle; a row of such a circle counts as standing when
// the search returns to it.
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

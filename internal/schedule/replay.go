package schedule

import (
	"bytes"
	"cmp"
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

// Replay is the history of one card: every row in order of time (rows of the
// same millisecond in order of ID), without those taken back. rows is not
// changed; a row given twice counts once.
func (s *Scheduler) Replay(c Card, rows []study.Review) History {
	var h History
	for _, r := range InEffect(rows) {
		if r.Kind == study.Graded && h.First == 0 && h.Schedule.Phase == study.New && r.Grade >= study.Again && r.Grade <= study.Easy {
			h.First = r.At
		}
		h.Schedule = s.Apply(c, h.Schedule, r)
	}
	return h
}

// InEffect returns the rows that count, in order: without Cancel rows, what they
// take back, and duplicates. A Cancel row that is itself taken back takes nothing
// back. It makes no difference whether a Cancel row is older or younger than the
// row it names, or whether that row is there at all.
func InEffect(rows []study.Review) []study.Review {
	order := inOrder(rows)
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

// inOrder sorts a copy unless rows are in order and without duplicates already,
// as the store hands them over.
func inOrder(rows []study.Review) []study.Review {
	sorted := true
	for i := 1; i < len(rows); i++ {
		if before(rows[i-1], rows[i]) >= 0 {
			sorted = false
			break
		}
	}
	if sorted {
		return rows
	}
	order := slices.Clone(rows)
	slices.SortStableFunc(order, before)
	return slices.CompactFunc(order, func(a, b study.Review) bool { return a.ID == b.ID })
}

func before(a, b study.Review) int {
	if c := cmp.Compare(a.At, b.At); c != 0 {
		return c
	}
	return bytes.Compare(a.ID[:], b.ID[:])
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

package fsrs

import "time"

// Review is one answer to a card.
type Review struct {
	Grade Grade
	Time  time.Time
}

// Replay returns the memory after a card's whole history, oldest review first. Grades
// outside 1–4 are skipped. A review with a time before its predecessor counts as on the
// same day.
func (p Params) Replay(c Calendar, history []Review) Memory {
	q := p.or()
	var m Memory
	last := 0
	for _, r := range history {
		if !r.Grade.Valid() {
			continue
		}
		day := c.Day(r.Time)
		m = q.next(m, float64(day-last), r.Grade)
		last = day
	}
	return m
}

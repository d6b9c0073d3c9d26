package library

import (
	"math"

	"carrel/fsrs"
	"carrel/internal/study"
)

// MemoryStep is a card's memory after one review.
type MemoryStep struct {
	Review     int     `json:"review"` // counted from 1
	Grade      int     `json:"grade"`
	Days       float64 `json:"days"`       // since the previous review
	Recall     float64 `json:"recall"`     // recall probability just before; 0 at the first review
	Stability  float64 `json:"stability"`  // days
	Difficulty float64 `json:"difficulty"` // 1 to 10
	Interval   int     `json:"interval"`   // days to the next review, at least 1
	Exact      float64 `json:"interval_exact"`
}

// Memory computes the memory state of a card after each of a history of grades,
// each some days after the one before. params has a form that fsrs.ParamsFrom
// accepts; none means the defaults. Intervals are for a desired retention, with 0
// meaning 0.9.
func Memory(params []float64, grades []int, days []float64, retention float64) ([]MemoryStep, error) {
	p, err := fsrs.ParamsFrom(params)
	if err != nil {
		return nil, study.Because(err, study.Invalid, "this is %v", err)
	}
	if len(grades) == 0 {
		return nil, study.Errorf(study.Invalid, "there are no grades: give one for each review, such as 1,3,3")
	}
	if len(grades) != len(days) {
		return nil, study.Errorf(study.Invalid, "there are %d grades and %d numbers of days: give as many of each, 0 days for the first review", len(grades), len(days))
	}
	if retention == 0 {
		retention = fsrs.DefaultRetention
	}
	if !(retention >= fsrs.MinRetention && retention <= fsrs.MaxRetention) {
		return nil, study.Errorf(study.Invalid, "the retention %v cannot be: choose %.2f to %.2f", retention, fsrs.MinRetention, fsrs.MaxRetention)
	}
	var out []MemoryStep
	var m fsrs.Memory
	for i, g := range grades {
		if g < 1 || g > 4 {
			return nil, study.Errorf(study.Invalid, "review %d has grade %d: grades are 1 (again), 2 (hard), 3 (good) and 4 (easy)", i+1, g)
		}
		if !(days[i] >= 0) || math.IsInf(days[i], 0) {
			return nil, study.Errorf(study.Invalid, "review %d comes %v days after the one before: days are 0 or more", i+1, days[i])
		}
		step := MemoryStep{Review: i + 1, Grade: g, Days: days[i]}
		if i > 0 {
			step.Recall = p.Retrievability(days[i], m.Stability)
		}
		m = p.Next(m, days[i], fsrs.Grade(g))
		step.Stability, step.Difficulty = m.Stability, m.Difficulty
		step.Exact = p.Interval(m.Stability, retention)
		step.Interval = int(math.Round(min(max(step.Exact, 1), fsrs.MaxStability)))
		out = append(out, step)
	}
	return out, nil
}

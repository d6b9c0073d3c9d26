package app

import "carrel/fsrs"

// habits are how a learner answers: how often each grade is given and how long
// it takes.
type habits struct {
	first, later [4]int
	timed        [4]int
	seconds      [4]float64
}

// What of the time between question and grade counts as work on it.
const (
	leastSeconds = 0.5
	mostSeconds  = 60
)

func (h *habits) add(g fsrs.Grade, tookMS int, first bool) {
	if !g.Valid() {
		return
	}
	i := g - 1
	if first {
		h.first[i]++
	} else {
		h.later[i]++
	}
	if s := float64(tookMS) / 1000; s >= leastSeconds {
		h.seconds[i] += min(s, mostSeconds)
		h.timed[i]++
	}
}

// usual is how many reviews what is usual among learners counts as, so that a
// short log does not decide alone.
const usual = 20

// learner answers as the log does.
func (h *habits) learner(p fsrs.Params) fsrs.Learner {
	l := fsrs.DefaultLearner(p)
	blend(l.First[:], h.first[:])
	blend(l.Recall[:], h.later[1:])
	for i := range l.Seconds {
		l.Seconds[i] = (usual*l.Seconds[i] + h.seconds[i]) / float64(usual+h.timed[i])
	}
	return l
}

// blend mixes shares with counts.
func blend(shares []float64, counts []int) {
	sum, n := 0.0, 0
	for i := range shares {
		sum += shares[i]
		n += counts[i]
	}
	for i := range shares {
		shares[i] = (usual*shares[i]/sum + float64(counts[i])) / float64(usual+n)
	}
}

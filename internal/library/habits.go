package library

import "carrel/fsrs"

// habits counts how often the learner gives each grade, and the seconds spent on
// it.
type habits struct {
	first, later [4]int
	timed        [4]int
	seconds      [4]float64
}

// Bounds, in seconds, of the time between question and grade that counts as work:
// shorter times are ignored, longer ones are cut to mostSeconds.
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

// usual is the weight, in reviews, of the default learner's values against the
// counts of the log, so that a short log does not decide alone.
const usual = 20

// learner returns a simulated learner that answers as the log does.
func (h *habits) learner(p fsrs.Params) fsrs.Learner {
	l := fsrs.DefaultLearner(p)
	blend(l.First[:], h.first[:])
	blend(l.Recall[:], h.later[1:])
	for i := range l.Seconds {
		l.Seconds[i] = (usual*l.Seconds[i] + h.seconds[i]) / float64(usual+h.timed[i])
	}
	return l
}

// blend updates shares to the weighted mean of shares and counts.
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

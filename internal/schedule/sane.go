package schedule

import (
	"math"

	"carrel/fsrs"
	"carrel/internal/study"
)

// maxDay is far beyond any calendar a learner needs (year 9999) and small enough
// that sums of days never overflow.
const maxDay = 2932896

// maxTime is the end of maxDay in milliseconds.
const maxTime = (maxDay + 1) * 24 * 60 * 60 * 1000

// mantissa is how many bits of a memory state are kept: 2^-30 is 9.3e-10.
const mantissa = 30

// round keeps about nine digits of a memory state, since processors differ in
// the last bits of exp and log and devices must agree. Zero and whole numbers
// within nine digits stay what they are.
func round(x float64) float64 {
	if x == 0 || math.IsNaN(x) || math.IsInf(x, 0) {
		return 0
	}
	frac, exp := math.Frexp(x)
	return math.Ldexp(math.Round(math.Ldexp(frac, mantissa)), exp-mantissa)
}

// sane brings a schedule from a file within bounds, so that nothing computed
// from it overflows. A schedule Carrel made is left as it is.
func sane(st study.Schedule) study.Schedule {
	if st.Phase > study.Relearning {
		st.Phase = study.New
	}
	st.Step = min(max(st.Step, 0), 1000)
	st.Stability = bounded(st.Stability, fsrs.MaxStability)
	st.Difficulty = bounded(st.Difficulty, fsrs.MaxDifficulty)
	st.Due = saneTime(st.Due)
	st.Last = saneTime(st.Last)
	st.Day = saneDay(st.Day)
	st.Buried = saneDay(st.Buried)
	st.Interval = min(max(st.Interval, 0), fsrs.MaxStability)
	st.Reps = min(max(st.Reps, 0), math.MaxInt32)
	st.Lapses = min(max(st.Lapses, 0), math.MaxInt32)
	return st
}

func saneTime(t study.Time) study.Time { return min(max(t, 0), maxTime) }

func saneDay(d int) int { return min(max(d, -maxDay), maxDay) }

func bounded(x, hi float64) float64 {
	if !(x > 0) {
		return 0
	}
	return round(min(x, hi))
}

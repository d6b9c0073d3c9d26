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

// mantissa is the number of bits of a memory state that are kept: 2^-30 is 9.3e-10.
const mantissa = 30

// round keeps about nine digits of a memory state, because processors differ in the
// last bits of exp and log and devices must agree. Zero and whole numbers of up to nine
// digits do not change.
func round(x float64) float64 {
	if x == 0 || math.IsNaN(x) || math.IsInf(x, 0) {
		return 0
	}
	frac, exp := math.Frexp(x)
	return math.Ldexp(math.Round(math.Ldexp(frac, mantissa)), exp-mantissa)
}

// sane clamps a schedule from a file, so that nothing computed from it overflows. It
// does not change a schedule that Carrel made.
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

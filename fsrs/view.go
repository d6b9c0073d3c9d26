package fsrs

import (
	"math"
	"time"
)

// sameDayLimit is the interval, in days, below which a card without steps is due again
// on the same day.
const sameDayLimit = 0.5

// minDelay is the shortest delay the memory model gives.
const minDelay = time.Minute

// delay is the time until a card is due: a number of days or, if that is 0, a duration.
type delay struct {
	days int
	wait time.Duration
	step int
}

// end selects an end of the range that fuzz and load choose from.
type end uint8

const (
	drawn end = iota // neither: fuzz and load choose
	shortest
	longest
)

// view is one card at one instant, with the values that its four grades share.
type view struct {
	s     *Scheduler
	p     *Params
	st    State
	now   time.Time
	today int
	fuzz  float64 // 0–1, specific to the card and the repetition
	end   end     // the end of each range that replaces the draw

	perStability float64 // days of interval per day of stability

	mem     Memory // within bounds, or new
	days    float64
	recall  float64 // chance of recall now
	gain    float64 // see recallGain
	sameDay float64 // S^(−w19), for a review on the same day
}

func (s *Scheduler) view(st State, now time.Time, seed uint64) view {
	v := view{
		s: s, p: s.Params.or(), st: st, now: now,
		today: s.Calendar.Day(now),
		fuzz:  unit(seed, uint64(st.Reps)),
	}
	v.perStability = v.p.interval(1, s.retention(st.Retention))
	if st.Memory.New() {
		return v
	}
	v.mem = Memory{clampStability(st.Memory.Stability), clampDifficulty(st.Memory.Difficulty)}
	if st.LastReview.IsZero() {
		// The card was imported without a history: treat it as reviewed on its due day.
		v.days = float64(max(st.Interval, 0))
	} else {
		v.days = float64(max(0, v.today-s.Calendar.Day(st.LastReview)))
	}
	if v.days == 0 {
		v.sameDay = math.Exp(-v.p.w[19] * math.Log(v.mem.Stability))
		return v
	}
	v.recall = v.p.recall(v.days, v.mem.Stability)
	v.gain = v.p.recallGain(v.mem, v.recall)
	return v
}

// memory returns the memory after grade g. It equals Params.Next but uses the shared
// values.
func (v *view) memory(g Grade) Memory {
	return Memory{v.stability(g), v.difficulty(g)}
}

func (v *view) stability(g Grade) float64 {
	switch {
	case v.mem.New():
		return clampStability(v.p.w[g-1])
	case v.days == 0:
		k := v.p.sameDay[g] * v.sameDay
		if g.Recalled() {
			k = max(k, 1)
		}
		return clampStability(v.mem.Stability * k)
	case g == Again:
		return clampStability(v.p.lapseStability(v.mem, v.recall))
	}
	return clampStability(v.p.recallStability(v.mem, v.gain, g))
}

func (v *view) difficulty(g Grade) float64 {
	if v.mem.New() {
		return v.p.firstD[g]
	}
	return v.p.nextDifficulty(v.mem.Difficulty, g)
}

// after returns the card's state once graded g.
func (v *view) after(g Grade) State { return v.due(g, v.delay(g)) }

// due returns the card's state once graded g and due after d.
func (v *view) due(g Grade, d delay) State {
	st := v.st
	st.Memory = v.memory(g)
	st.LastReview = v.now
	st.Reps++
	if v.st.Phase == InReview && g == Again {
		st.Lapses++
	}
	st.Step, st.Interval, st.DueDay, st.Due = 0, 0, 0, time.Time{}
	if d.days > 0 {
		st.Phase = InReview
		st.Interval = d.days
		st.DueDay = v.today + d.days
		return st
	}
	st.Phase = Learning
	if v.st.Phase == InReview || v.st.Phase == Relearning {
		st.Phase = Relearning
	}
	st.Step = d.step
	st.Due = v.now.Add(d.wait)
	return st
}

// between returns the shortest and the longest interval in days that g can get. An
// easier grade stays above the intervals of the harder ones, so their shortest
// intervals give its shortest.
func (v *view) between(g Grade) (from, to int) {
	v.end = shortest
	from = v.delay(g).days
	v.end = longest
	to = v.delay(g).days
	v.end = drawn
	return from, to
}

// steps returns the steps that the card is in, or enters when missed.
func (v *view) steps() []time.Duration {
	if v.st.Phase == InReview || v.st.Phase == Relearning {
		return v.s.RelearningSteps
	}
	return v.s.LearningSteps
}

// delay computes the delay of g. It computes the delays of harder grades too as far as
// g must stay above them.
func (v *view) delay(g Grade) delay {
	steps := v.steps()
	if g == Again {
		if len(steps) > 0 {
			return delay{wait: max(steps[0], time.Second)}
		}
		return v.byMemory(Again, delay{}, true)
	}
	hard, sameDay := v.belowHard(steps) // with two buttons, the delay that good must exceed
	if !v.s.TwoButton {
		if v.stepping() {
			hard = v.hardStep(steps)
		} else {
			hard = v.byMemory(Hard, hard, sameDay)
		}
	}
	if g == Hard {
		return hard
	}
	good, stays := v.goodStep(steps, hard)
	if !stays {
		good = v.byMemory(Good, hard, sameDay)
	}
	if g == Good {
		return good
	}
	if stays {
		// Easy leaves the steps and must be worth it: its delay exceeds the one that good would
		// have got if it had left them too.
		good = v.byMemory(Good, good, false)
	}
	return v.byMemory(Easy, good, sameDay)
}

// stepping reports whether the card is in its steps.
func (v *view) stepping() bool { return v.st.Phase != InReview && len(v.steps()) > 0 }

// belowHard returns the delay that hard must exceed, and whether the card can become due
// again on the same day without steps.
func (v *view) belowHard(steps []time.Duration) (below delay, sameDay bool) {
	if len(steps) > 0 {
		return delay{wait: steps[0]}, false
	}
	below = v.byMemory(Again, delay{}, true)
	if below.days > 0 {
		below.days-- // a delay in days may equal again's: hard may be due as soon
		return below, false
	}
	return below, v.st.Phase != InReview
}

// goodStep returns the delay of good if it leads to the card's next step; ok is false if
// there is no such step.
func (v *view) goodStep(steps []time.Duration, hard delay) (good delay, ok bool) {
	next := v.st.Step + 1
	if v.st.Phase == New {
		next = 1
	}
	if !v.stepping() || next < 1 || next >= len(steps) {
		return delay{}, false
	}
	return delay{wait: max(steps[next], time.Second, hard.wait+time.Second), step: next}, true
}

// hardStep returns the delay of hard, which stays on the current step.
func (v *view) hardStep(steps []time.Duration) delay {
	i := min(max(v.st.Step, 0), len(steps)-1)
	if v.st.Phase == New {
		i = 0
	}
	wait := steps[i]
	if i == 0 {
		if len(steps) > 1 {
			wait = (steps[0] + steps[1]) / 2
		} else {
			wait = min(steps[0]*3/2, steps[0]+hoursADay*time.Hour)
		}
	}
	return delay{wait: max(wait, time.Second), step: i}
}

// byMemory returns the delay after which recall falls to the desired retention; it is
// longer than below. It is less than a day only if sameDay allows it.
func (v *view) byMemory(g Grade, below delay, sameDay bool) delay {
	stability := v.stability(g)
	days := stability * v.perStability
	if sameDay && below.days == 0 && days < sameDayLimit {
		wait := time.Duration(days * hoursADay * float64(time.Hour)).Round(time.Second)
		wait = max(wait, minDelay, below.wait+below.wait/10)
		if wait < hoursADay*time.Hour/2 {
			return delay{wait: wait}
		}
	}
	floor := below.days + 1
	if below.days == 0 && below.wait >= hoursADay*time.Hour {
		floor = int(below.wait/(hoursADay*time.Hour)) + 1
	}
	limit := v.s.maxInterval()
	if room := int(Easy - g); !v.s.TwoButton && limit > 2 {
		limit = max(1, limit-room)
	}
	if g == Again {
		return delay{days: min(max(1, roundDays(days)), limit)}
	}
	return delay{days: v.pickFor(g, stability, days, floor, limit, v.keep(days))}
}

// keep returns the shortest interval that fuzz and load must leave to a card that is
// due in days by the model. After a success in review they must not bring it back
// sooner than last time, either by shortening this interval or because they lengthened
// the last one.
func (v *view) keep(days float64) int {
	whole := roundDays(days)
	last := v.st.Interval
	if v.st.Phase != InReview || last <= 0 {
		return whole
	}
	if whole > last {
		return last + 1
	}
	before := v.mem.Stability * v.perStability
	if _, most := FuzzBounds(before, 1, MaxStability); days >= before && last <= most {
		return last
	}
	return whole
}

// pickFor is pick within the limits of a deadline.
func (v *view) pickFor(g Grade, stability, days float64, floor, limit, keep int) int {
	d := v.s.Deadline
	if d == nil || d.Day-v.today <= 1 {
		return v.pick(days, floor, limit, keep)
	}
	// Days before the exam, with room for the easier grades.
	last := d.Day - v.today - 1
	if room := int(Easy - g); !v.s.TwoButton && last > room {
		last -= room
	}
	m := Memory{stability, v.difficulty(g)}
	if lo, bound := d.lastReview(v.p, m, days, v.today); bound {
		last = min(last, limit)
		return v.choose(min(max(lo, floor), last), last)
	}
	if days < float64(d.Day-v.today)-0.5 {
		limit = min(limit, last)
	}
	return v.pick(days, floor, limit, keep)
}

// pick returns a whole number of days near days: at least floor and keep, and at most
// limit, which overrides both.
func (v *view) pick(days float64, floor, limit, keep int) int {
	lo := max(floor, min(keep, limit), 1)
	if !v.s.Fuzz && v.s.Load == nil || days < fuzzFrom {
		return max(min(max(roundDays(days), lo), limit), 1)
	}
	from, to := FuzzBounds(days, 1, limit)
	from = min(max(from, lo), limit)
	return v.choose(from, max(from, to))
}

func (v *view) choose(from, to int) int {
	switch {
	case v.s.Load == nil && !v.s.Fuzz || v.end == shortest:
		return from
	case v.end == longest:
		return to
	case v.s.Load != nil:
		return v.s.Load.choose(v.today, from, to, v.fuzz)
	}
	return from + min(int(v.fuzz*float64(to-from+1)), to-from)
}

// roundDays rounds a positive number of days to an int that a calendar can hold.
func roundDays(d float64) int {
	if !(d > 0) {
		return 0
	}
	return int(math.Floor(min(d, MaxStability) + 0.5))
}

package fsrs

import "time"

// Learner is a simulated learner whose memory follows the model exactly. Simulations
// and the tests of fits use it. The same Learner always gives the same answers.
type Learner struct {
	Memory  Params     // how the learner really forgets
	First   [4]float64 // chance of each grade on seeing a card for the first time
	Recall  [3]float64 // chance of hard, good and easy when a card is recalled
	Seconds [4]float64 // seconds that an answer takes, by grade
	Late    float64    // chance, under 1, that a due card waits another day
	Seed    uint64
}

// DefaultLearner returns a learner who answers like the average learner of the FSRS
// simulators: the shares of grades and the seconds are those of fsrs-rs.
func DefaultLearner(p Params) Learner {
	return Learner{
		Memory:  p,
		First:   [4]float64{.24, .094, .495, .171},
		Recall:  [3]float64{.224, .631, .145},
		Seconds: [4]float64{23, 11.68, 7.33, 5.6},
	}
}

// Answer returns the grade that the learner gives a card with memory m, days after its
// last review. repetition is the number of the review; the first is 0.
func (l *Learner) Answer(card uint64, repetition int, m Memory, days float64) Grade {
	u := unit(l.Seed^mix(card), uint64(2*repetition))
	v := unit(l.Seed^mix(card), uint64(2*repetition+1))
	if m.New() {
		return Again + Grade(draw(l.First[:], v))
	}
	if u >= l.Memory.or().recall(wholeDays(days), clampStability(m.Stability)) {
		return Again
	}
	return Hard + Grade(draw(l.Recall[:], v))
}

// draw picks an index with the given shares, which need not add up to 1.
func draw(shares []float64, u float64) int {
	sum := 0.0
	for _, s := range shares {
		sum += s
	}
	left := u * sum
	for i, s := range shares {
		if left -= s; left < 0 {
			return i
		}
	}
	return len(shares) - 1
}

// Study simulates one card that the learner introduces on day from and then answers
// whenever s has it due, until day until, which is excluded. It appends the reviews to
// history and returns the state after the last. Cards in review are answered in the
// learner's morning.
func (l *Learner) Study(s *Scheduler, card uint64, st State, from, until int, history []Review) ([]Review, State) {
	memory := st.Memory
	day := from
	now := l.morning(s, card, day)
	for day < until {
		days := 0.0
		if !st.LastReview.IsZero() {
			days = float64(max(0, day-s.Calendar.Day(st.LastReview)))
		}
		g := l.Answer(card, st.Reps, memory, days)
		memory = l.Memory.or().next(memory, days, g)
		history = append(history, Review{g, now})
		st = s.Next(st, g, now, card)
		if st.Phase != InReview {
			now = st.Due
			day = s.Calendar.Day(now)
			continue
		}
		day = st.DueDay
		if l.Late > 0 {
			for try := uint64(0); day < until && unit(card^l.Seed, uint64(st.Reps)<<16+try) < l.Late; try++ {
				day++
			}
		}
		now = l.morning(s, card, day)
	}
	return history, st
}

// morning returns when the learner gets to a card on a day: within four hours from the
// fourth hour of the day.
func (l *Learner) morning(s *Scheduler, card uint64, day int) time.Time {
	wait := 4 * (1 + unit(card, uint64(day))) * float64(time.Hour)
	return s.Calendar.Start(day).Add(time.Duration(wait).Truncate(time.Millisecond))
}

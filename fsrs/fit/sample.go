package fit

import "carrel/fsrs"

// sample is the data of one fit: the histories of some cards, up to the last review
// that counts, each review with the weight of its loss.
type sample struct {
	steps  []scoredStep
	starts []int32
	weight float64 // sum of weights
	items  int     // steps with a weight
	chunks []chunk
}

// scoredStep is one review. A review with weight 0 only changes the memory.
type scoredStep struct {
	days   float32
	weight float32
	grade  fsrs.Grade
}

// chunk is a run of cards that one thread processes. The division into chunks and the
// order of summation never depend on the number of threads.
type chunk struct{ from, to int }

const chunkSteps = 8192

// recency returns the weight of the i-th of n scored reviews by time.
func recency(i, n int32) float32 {
	x := float64(i) / float64(n)
	return float32(0.25 + 0.75*x*x*x)
}

// sample returns the training set of the first n scored reviews, without outliers. It
// is incomplete if stop reports that the context has ended.
func (d *Data) sample(n int, outliers *firsts, stop *halt) *sample {
	s := &sample{starts: make([]int32, 1, len(d.starts)), steps: make([]scoredStep, 0, len(d.steps))}
	for c := range d.cards() {
		if c%pollCards == 0 && stop.now() {
			break
		}
		card := d.card(c)
		end := 0
		for i := range card {
			if r := card[i].rank; r >= 0 && int(r) < n {
				end = i + 1
			}
		}
		if end == 0 || outliers.dropped(card) {
			continue
		}
		for _, st := range card[:end] {
			step := scoredStep{days: st.days, grade: st.grade}
			if st.rank >= 0 && int(st.rank) < n {
				step.weight = 1
				if !d.opts.Unweighted {
					step.weight = recency(st.rank, int32(n))
				}
				s.items++
				s.weight += float64(step.weight)
			}
			s.steps = append(s.steps, step)
		}
		s.starts = append(s.starts, int32(len(s.steps)))
	}
	s.cut()
	return s
}

func (s *sample) cards() int { return len(s.starts) - 1 }

func (s *sample) cut() {
	from := 0
	for c := range s.cards() {
		if c+1 == s.cards() || int(s.starts[c+1]-s.starts[from]) >= chunkSteps {
			s.chunks = append(s.chunks, chunk{from, c + 1})
			from = c + 1
		}
	}
}

// longest returns the length of the longest history.
func (s *sample) longest() int {
	longest := int32(0)
	for c := range s.cards() {
		longest = max(longest, s.starts[c+1]-s.starts[c])
	}
	return int(longest)
}

// partItems is the approximate number of scored reviews in the first of two stages.
const partItems = 40_000

// stages returns the samples to search one after the other; the last is the whole one.
func (s *sample) stages() []*sample {
	every := s.items / partItems
	if every < 2 {
		return []*sample{s}
	}
	return []*sample{s.part(every), s}
}

// part returns a sample of every n-th card.
func (s *sample) part(n int) *sample {
	p := &sample{starts: []int32{0}}
	for c := 0; c < s.cards(); c += n {
		for _, st := range s.steps[s.starts[c]:s.starts[c+1]] {
			if st.weight > 0 {
				p.items++
				p.weight += float64(st.weight)
			}
			p.steps = append(p.steps, st)
		}
		p.starts = append(p.starts, int32(len(p.steps)))
	}
	p.cut()
	return p
}

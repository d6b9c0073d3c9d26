package fit

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

// spread is σ of each parameter among learners, with the values of fsrs-rs: a parameter
// can move about this far from its start before the penalty matters.
var spread = vector{
	6.43, 9.66, 17.58, 27.85, 0.57, 0.28, 0.6, 0.12, 0.39, 0.18, 0.33,
	0.3, 0.09, 0.16, 0.57, 0.25, 1.03, 0.31, 0.32, 0.14, 0.27,
}

// penaltyWeight is γ of the penalty γ·Σ((w − start)/σ)².
const penaltyWeight = 1

// objective is the function that is minimised over one sample: the mean loss of a
// weighted review, including the penalty.
type objective struct {
	sample  *sample
	start   vector // where the penalty is 0
	total   float64
	threads int
	tapes   [][]node
	parts   []part
}

// part is the contribution of one chunk.
type part struct {
	loss float64
	grad vector
}

func newObjective(s *sample, start vector, total float64, threads int) *objective {
	if threads <= 0 {
		threads = runtime.GOMAXPROCS(0)
	}
	threads = max(1, min(threads, len(s.chunks)))
	o := &objective{sample: s, start: start, total: total, threads: threads}
	o.parts = make([]part, len(s.chunks))
	longest := s.longest()
	for range threads {
		o.tapes = append(o.tapes, make([]node, longest))
	}
	return o
}

// at returns the value at w and writes the gradient to grad. The error is that of the
// context.
func (o *objective) at(ctx context.Context, w *vector, grad *vector) (float64, error) {
	m := newModel(w)
	stop := halt{ctx: ctx}
	var next atomic.Int64
	var wait sync.WaitGroup
	for i := range o.threads {
		work := func() {
			for !stop.now() {
				c := int(next.Add(1)) - 1
				if c >= len(o.sample.chunks) {
					return
				}
				o.parts[c] = o.chunk(m, o.sample.chunks[c], o.tapes[i], &stop)
			}
		}
		if i == o.threads-1 {
			work()
		} else {
			wait.Go(work)
		}
	}
	wait.Wait()
	if stop.now() {
		return 0, ctx.Err()
	}
	loss := 0.0
	*grad = vector{}
	for i := range o.parts {
		loss += o.parts[i].loss
		for j, g := range o.parts[i].grad {
			grad[j] += g
		}
	}
	// The sample's share of the whole keeps the loss and the penalty in proportion.
	share := 1 / o.sample.weight
	loss *= share
	for j := range grad {
		off := (w[j] - o.start[j]) / spread[j]
		loss += penaltyWeight * off * off / o.total
		grad[j] = grad[j]*share + 2*penaltyWeight*off/spread[j]/o.total
	}
	return loss, nil
}

func (o *objective) chunk(m *model, c chunk, tape []node, stop *halt) (p part) {
	s := o.sample
	for i := c.from; i < c.to; i++ {
		p.loss += m.card(s.steps[s.starts[i]:s.starts[i+1]], tape, &p.grad, stop)
	}
	return p
}

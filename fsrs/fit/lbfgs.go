package fit

import "context"

// box is the region searched.
type box struct{ lo, hi vector }

func (b *box) clamp(x *vector) {
	for i := range x {
		x[i] = min(max(x[i], b.lo[i]), b.hi[i])
	}
}

// memoryPairs is how many steps the search remembers.
const memoryPairs = numParams

// search minimises a smooth function within a box by L-BFGS that starts from an
// estimate of the curvature instead of from a multiple of one. Parameters held
// at a bound by the gradient are left out of the direction, and every step is
// brought back into the box.
type search struct {
	box       box
	curvature *matrix
	s, y      []vector // last steps and the changes of gradient over them
	evals     int
}

// runOptions are those of one run.
type runOptions struct {
	// The search ends when the curvature says that no more than this is left to
	// win, or so many steps in a row won less.
	tolerance float64
	patience  int
	maxSteps  int
	step      func(i int) // called after each step
}

type function func(ctx context.Context, x *vector, grad *vector) (float64, error)

// run starts at x and leaves the best point found there.
func (s *search) run(ctx context.Context, f function, x *vector, o runOptions) (float64, error) {
	s.box.clamp(x)
	s.s, s.y = nil, nil
	var grad vector
	value, err := f(ctx, x, &grad)
	s.evals++
	if err != nil {
		return 0, err
	}
	small := 0
	for i := 0; i < o.maxSteps && small < o.patience; i++ {
		free := s.free(x, &grad)
		dir := s.direction(&grad, &free)
		left := -dot(&dir, &grad, &free) / 2
		if !(left > 0) && len(s.s) > 0 {
			s.s, s.y = nil, nil
			continue
		}
		if left < o.tolerance {
			break
		}
		next, nextValue, nextGrad, ok, err := s.line(ctx, f, x, value, &grad, &dir)
		if err != nil {
			return 0, err
		}
		if !ok {
			if len(s.s) == 0 {
				break
			}
			s.s, s.y = nil, nil // what was learnt misled; back to the estimate
			continue
		}
		s.remember(x, &next, &grad, &nextGrad)
		won := value - nextValue
		*x, value, grad = next, nextValue, nextGrad
		if won < o.tolerance {
			small++
		} else {
			small = 0
		}
		if o.step != nil {
			o.step(i + 1)
		}
	}
	return value, nil
}

// free tells which parameters may move: 1, or 0 for those that the gradient
// holds at a bound.
func (s *search) free(x, grad *vector) (free vector) {
	for i := range x {
		free[i] = 1
		if x[i] <= s.box.lo[i] && grad[i] > 0 || x[i] >= s.box.hi[i] && grad[i] < 0 {
			free[i] = 0
		}
	}
	return free
}

// direction is −H·grad on the free parameters: H is the inverse of the estimated
// curvature, corrected by the remembered pairs in the two-loop recursion.
func (s *search) direction(grad, free *vector) (dir vector) {
	for i := range dir {
		dir[i] = -grad[i] * free[i]
	}
	var alpha, rho [memoryPairs]float64
	for k := len(s.s) - 1; k >= 0; k-- {
		sy := dot(&s.s[k], &s.y[k], free)
		if sy <= 1e-12*dot(&s.y[k], &s.y[k], free) {
			continue
		}
		rho[k] = 1 / sy
		alpha[k] = rho[k] * dot(&s.s[k], &dir, free)
		add(&dir, -alpha[k], &s.y[k], free)
	}
	dir = s.curvature.solve(&dir, free)
	for k := range s.s {
		if rho[k] > 0 {
			beta := rho[k] * dot(&s.y[k], &dir, free)
			add(&dir, alpha[k]-beta, &s.s[k], free)
		}
	}
	return dir
}

// line goes along dir, shortening the step until it wins enough.
func (s *search) line(ctx context.Context, f function, x *vector, value float64, grad, dir *vector) (next vector, nextValue float64, nextGrad vector, ok bool, err error) {
	t := 1.0
	for range 25 {
		slope := 0.0
		for i := range next {
			next[i] = x[i] + t*dir[i]
		}
		s.box.clamp(&next)
		for i := range next {
			slope += grad[i] * (next[i] - x[i])
		}
		if slope == 0 {
			return next, 0, nextGrad, false, nil
		}
		nextValue, err = f(ctx, &next, &nextGrad)
		s.evals++
		if err != nil {
			return next, 0, nextGrad, false, err
		}
		if nextValue <= value+1e-4*min(slope, 0) && nextValue < value {
			return next, nextValue, nextGrad, true, nil
		}
		// The parabola through what is known has its lowest point here.
		shorter := -slope / (2 * (nextValue - value - slope))
		if !(shorter >= 0.1) {
			shorter = 0.1
		}
		t *= min(shorter, 0.5)
	}
	return next, 0, nextGrad, false, nil
}

func (s *search) remember(x, next, grad, nextGrad *vector) {
	var step, change vector
	for i := range step {
		step[i] = next[i] - x[i]
		change[i] = nextGrad[i] - grad[i]
	}
	all := ones()
	if dot(&step, &change, &all) <= 1e-12*dot(&change, &change, &all) {
		return
	}
	if len(s.s) == memoryPairs {
		copy(s.s, s.s[1:])
		copy(s.y, s.y[1:])
		s.s, s.y = s.s[:memoryPairs-1], s.y[:memoryPairs-1]
	}
	s.s = append(s.s, step)
	s.y = append(s.y, change)
}

func ones() (v vector) {
	for i := range v {
		v[i] = 1
	}
	return v
}

func dot(a, b, free *vector) (sum float64) {
	for i := range a {
		sum += a[i] * b[i] * free[i]
	}
	return sum
}

func add(to *vector, k float64, v, free *vector) {
	for i := range to {
		to[i] += k * v[i] * free[i]
	}
}

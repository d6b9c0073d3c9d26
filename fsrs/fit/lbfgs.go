package fit

import "context"

// box is the region of the search.
type box struct{ lo, hi vector }

func (b *box) clamp(x *vector) {
	for i := range x {
		x[i] = min(max(x[i], b.lo[i]), b.hi[i])
	}
}

// memoryPairs is the number of steps that the search remembers.
const memoryPairs = numParams

// search minimises a smooth function within a box by L-BFGS. It starts from an estimate
// of the curvature instead of a multiple of the identity. Parameters that the gradient
// holds at a bound are left out of the direction, and every step is projected back into
// the box.
type search struct {
	box       box
	curvature *matrix
	s, y      []vector // the last steps and the changes of the gradient over them
	evals     int
}

// runOptions are the options of one run.
type runOptions struct {
	// The search ends when the curvature says that at most this much can still be gained,
	// or when the given number of steps in a row gained less.
	tolerance float64
	patience  int
	maxSteps  int
	step      func(i int) // called after each step
}

type function func(ctx context.Context, x *vector, grad *vector) (float64, error)

// run starts at x and leaves the best point found in x.
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
			s.s, s.y = nil, nil // the remembered steps misled; return to the estimate
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

// free marks the parameters that can move with 1, and those that the gradient holds at
// a bound with 0.
func (s *search) free(x, grad *vector) (free vector) {
	for i := range x {
		free[i] = 1
		if x[i] <= s.box.lo[i] && grad[i] > 0 || x[i] >= s.box.hi[i] && grad[i] < 0 {
			free[i] = 0
		}
	}
	return free
}

// direction returns −H·grad on the free parameters. H is the inverse of the estimated
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

// line searches along dir and shortens the step until it gains enough.
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
		// The parabola through the known values has its minimum here.
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

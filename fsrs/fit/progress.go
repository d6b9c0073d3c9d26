package fit

// progress reports the progress of a call and never goes backwards.
type progress struct {
	tell func(float64)
	at   float64
}

func newProgress(tell func(float64)) *progress { return &progress{tell: tell, at: -1} }

func (p *progress) set(done float64) {
	if p.tell != nil && done > p.at {
		p.at = done
		p.tell(done)
	}
}

func (p *progress) done() { p.set(1) }

// part returns a function that maps 0 to 1 onto the range between from and to.
func (p *progress) part(from, to float64) func(float64) {
	return func(done float64) { p.set(from + (to-from)*min(max(done, 0), 1)) }
}

package app

import (
	"sync/atomic"

	"carrel/internal/study"
)

// mostTransfers is how many files may come in at once, and go out: each takes
// room on the disk until it is done.
const mostTransfers = 4

// crowd counts those that do the same.
type crowd struct{ n atomic.Int32 }

// enter lets one more in, until free is called.
func (c *crowd) enter(what string) (free func(), err error) {
	if c.n.Add(1) > mostTransfers {
		c.n.Add(-1)
		return nil, study.Errorf(study.Unavailable, "too many %s are under way: wait for one to end, and try again", what)
	}
	return func() { c.n.Add(-1) }, nil
}

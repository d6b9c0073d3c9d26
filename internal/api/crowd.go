package api

import (
	"sync/atomic"

	"carrel/internal/study"
)

// mostTransfers is how many uploads, and how many downloads, may run at once:
// each takes disk space until it is done.
const mostTransfers = 4

// crowd limits how many transfers of one kind run at once.
type crowd struct{ n atomic.Int32 }

// enter admits one more transfer, until free is called, or returns an Unavailable
// error.
func (c *crowd) enter(what string) (free func(), err error) {
	if c.n.Add(1) > mostTransfers {
		c.n.Add(-1)
		return nil, study.Errorf(study.Unavailable, "too many %s are under way: wait for one to end, and try again", what)
	}
	return func() { c.n.Add(-1) }, nil
}

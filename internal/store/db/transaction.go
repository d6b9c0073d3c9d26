package db

import (
	"context"
	"strings"

	"carrel/internal/study"
)

// Transaction runs f in a transaction that ctx can interrupt before its commit. If it returns
// nil, all of f's changes are on disk; otherwise none are.
func Transaction(ctx context.Context, c *Conn, f func(c *Conn) error) (err error) {
	c.SetInterrupt(ctx)
	done := false
	defer RecoverNoMemory(&err)
	defer func() {
		if !done {
			c.Rollback() // after an error or a panic of f
		}
		c.SetInterrupt(context.Background())
	}()
	if err := c.begin(); err != nil {
		return err
	}
	if err := f(c); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	c.SetInterrupt(context.Background()) // a commit is not interrupted
	if err := c.commit(); err != nil {
		return err
	}
	done = true
	return nil
}

// RecoverNoMemory is for a defer: it turns the driver's panic about a connection that exceeds
// its memory into an error. The connection remains usable.
func RecoverNoMemory(err *error) {
	p := recover()
	if p == nil {
		return
	}
	if e, ok := p.(error); ok && strings.Contains(e.Error(), "sqlite3: out of memory") {
		*err = study.Because(e, study.Unavailable, "this is too much for the memory Carrel may use. Nothing was changed; try with fewer cards at once")
		return
	}
	panic(p)
}

package apkg

import (
	"context"
	"time"
)

// patience is how long the database may work on one row before the file counts as
// hostile.
const patience = 5 * time.Second

// watch is a context that also ends when one step takes too long. It is not safe for
// concurrent use.
type watch struct {
	context.Context
	until time.Time
}

func (w *watch) rest() { w.until = time.Now().Add(patience) }

// SQLite calls Err every thousand instructions.
func (w *watch) Err() error {
	if err := w.Context.Err(); err != nil {
		return err
	}
	if time.Now().After(w.until) {
		return context.DeadlineExceeded
	}
	return nil
}

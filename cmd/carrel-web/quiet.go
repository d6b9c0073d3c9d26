//go:build js

package main

import (
	"context"
	"net/http"
	"sync"
	"time"
)

// quiet knows when the page last made a request. The program has one thread, so
// requests wait while a backup is made.
type quiet struct {
	mu     sync.Mutex
	asking int
	last   time.Time
}

// quietFor is how long the page must have made no request; patience is the
// longest wait for such a pause.
const (
	quietFor = 3 * time.Second
	patience = 5 * time.Minute
)

// watch makes q see the requests that h answers.
func (q *quiet) watch(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		q.count(1)
		defer q.count(-1)
		h.ServeHTTP(w, r)
	})
}

func (q *quiet) count(n int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.asking += n
	q.last = time.Now()
}

// left returns how much longer the page must be quiet.
func (q *quiet) left() time.Duration {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.asking > 0 {
		return quietFor
	}
	return quietFor - time.Since(q.last)
}

// wait returns when the page has been quiet for quietFor, when patience is used
// up, or when ctx ends.
func (q *quiet) wait(ctx context.Context) error {
	for began := time.Now(); ; {
		left := q.left()
		if left <= 0 || time.Since(began) > patience {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(left):
		}
	}
}

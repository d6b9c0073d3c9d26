//go:build js

package main

import (
	"context"
	"net/http"
	"sync"
	"time"
)

// quiet tells when the page asks for nothing. There is one thread: while a backup
// is made, what the page asks for waits.
type quiet struct {
	mu     sync.Mutex
	asking int
	last   time.Time
}

// quietFor is how long the page must not have asked for anything; patience is how
// long that is waited for.
const (
	quietFor = 3 * time.Second
	patience = 5 * time.Minute
)

// watch tells q of the requests that h answers.
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

// left is how long the page has to be quiet for yet.
func (q *quiet) left() time.Duration {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.asking > 0 {
		return quietFor
	}
	return quietFor - time.Since(q.last)
}

// wait returns when the page has been quiet for a moment, or is never quiet, or
// ctx ends.
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

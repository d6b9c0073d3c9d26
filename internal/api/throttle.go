package api

import "time"

// throttle returns a function that returns true on the first call and then at
// most ten times a second.
func throttle() func() bool {
	var last time.Time
	return func() bool {
		now := time.Now()
		if now.Sub(last) < 100*time.Millisecond {
			return false
		}
		last = now
		return true
	}
}

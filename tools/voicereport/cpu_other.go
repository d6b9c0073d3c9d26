//go:build !linux

package main

import "time"

var started = time.Now()

// threadTime returns the wall clock where the system does not count CPU time per thread.
func threadTime() time.Duration { return time.Since(started) }

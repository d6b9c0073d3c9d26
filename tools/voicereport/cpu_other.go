//go:build !linux

package main

import "time"

var started = time.Now()

// threadTime is a clock's where the system counts no time for one thread.
func threadTime() time.Duration { return time.Since(started) }

package main

import (
	"syscall"
	"time"
)

// threadTime returns the CPU time of this thread. Unlike the wall clock, it does not
// depend on other load on the machine.
func threadTime() time.Duration {
	const thread = 1 // RUSAGE_THREAD, getrusage(2)
	var r syscall.Rusage
	if syscall.Getrusage(thread, &r) != nil {
		return 0
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

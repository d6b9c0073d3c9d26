package main

import (
	"syscall"
	"time"
)

// threadTime is the processor's time that this thread has used: unlike a
// clock's it does not grow with what else runs on the machine.
func threadTime() time.Duration {
	const thread = 1 // RUSAGE_THREAD, getrusage(2)
	var r syscall.Rusage
	if syscall.Getrusage(thread, &r) != nil {
		return 0
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

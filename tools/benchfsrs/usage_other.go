//go:build !unix

package main

import "time"

var begun = time.Now()

// cpuSeconds falls back to the clock where the system does not tell.
func cpuSeconds() float64 { return time.Since(begun).Seconds() }

// peakMB is not known here.
func peakMB() float64 { return 0 }

//go:build !unix

package main

import "time"

var begun = time.Now()

// cpuSeconds uses the wall clock where the system does not provide CPU time.
func cpuSeconds() float64 { return time.Since(begun).Seconds() }

// peakMB returns 0, because the figure is not available here.
func peakMB() float64 { return 0 }

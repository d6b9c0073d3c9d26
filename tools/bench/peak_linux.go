package main

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"time"
)

// peakMB watches the peak resident memory of a running process until done is closed, and
// then sends it in MB. The kernel's figure for a finished process is not usable: it
// includes the memory of the parent, which here holds the packages.
func peakMB(pid int, done <-chan struct{}) <-chan float64 {
	out := make(chan float64, 1)
	go func() {
		peak := 0.0
		for tick := time.NewTicker(10 * time.Millisecond); ; {
			select {
			case <-done:
				tick.Stop()
				out <- peak
				return
			case <-tick.C:
				peak = max(peak, highWater(pid))
			}
		}
	}()
	return out
}

// highWater reads VmHWM, see proc_pid_status(5). It returns 0 if the process has ended.
func highWater(pid int) float64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	_, rest, _ := bytes.Cut(status, []byte("VmHWM:"))
	field := bytes.Fields(rest)
	if len(field) == 0 {
		return 0
	}
	kb, _ := strconv.ParseFloat(string(field[0]), 64)
	return kb / 1024
}

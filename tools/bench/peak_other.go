//go:build !linux

package main

// peakMB sends 0, because the figure is not available here.
func peakMB(_ int, done <-chan struct{}) <-chan float64 {
	out := make(chan float64, 1)
	go func() {
		<-done
		out <- 0
	}()
	return out
}

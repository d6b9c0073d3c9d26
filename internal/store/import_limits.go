package store

import "runtime"

// limits are how much an import keeps in memory. Beyond them it goes on, only
// slower.
type limits struct {
	known   int // notes or cards whose numbers are remembered
	waiting int // bytes of review rows, or of cards, that are not written yet
}

func usualLimits() limits {
	if runtime.GOARCH == "wasm" {
		return limits{20_000, 16 << 20} // a page never gives memory back
	}
	return limits{200_000, 96 << 20}
}

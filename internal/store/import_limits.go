package store

import "runtime"

// limits bounds the memory that an import uses. Beyond the limits it goes on, only slower.
type limits struct {
	known   int // notes or cards whose numbers are cached
	waiting int // bytes of review rows, or of cards, not written yet
}

func usualLimits() limits {
	if runtime.GOARCH == "wasm" {
		return limits{20_000, 16 << 20} // WebAssembly memory never shrinks
	}
	return limits{200_000, 96 << 20}
}

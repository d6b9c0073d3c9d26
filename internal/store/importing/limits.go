package importing

import "runtime"

// Limits bounds the memory that an import uses. Beyond the limits it goes on, only slower.
type Limits struct {
	Known   int // notes or cards whose numbers are cached
	Waiting int // bytes of review rows, or of cards, not written yet
}

// UsualLimits returns the limits for the system that the program runs on.
func UsualLimits() Limits {
	if runtime.GOARCH == "wasm" {
		return Limits{20_000, 16 << 20} // WebAssembly memory never shrinks
	}
	return Limits{200_000, 96 << 20}
}

// maxText is the maximum size of a note or reading in bytes, so that rows stay well below what
// the store accepts.
const maxText = 16 << 20

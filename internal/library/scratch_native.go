//go:build !js

package library

import (
	"carrel/internal/interchange/source"
)

// scratch returns temporary files for unpacking what is too large for memory.
func (l *Library) scratch() source.Scratch {
	return func() (source.File, error) { return l.store.TempFile("unpacked-*") }
}

//go:build js

package library

import (
	"carrel/internal/interchange/source"
)

// scratch returns nil: unpacked data stays in memory, within a size limit.
func (l *Library) scratch() source.Scratch { return nil }

package library

import (
	"runtime/debug"
	"sync"
)

// importGC is the garbage collector's target percentage (GOGC) during an import.
// An import may hold a large file in memory next to what it builds from the file;
// at the default of 100, garbage doubles both. Collecting sooner keeps the import
// of a 50 MB table under 300 MB at the cost of a few percent more time.
const importGC = 60

var collecting struct {
	sync.Mutex
	imports int
	before  int
}

// collectSooner lowers the target until the returned function is called.
func collectSooner() (back func()) {
	c := &collecting
	c.Lock()
	defer c.Unlock()
	if c.imports++; c.imports == 1 {
		if c.before = debug.SetGCPercent(importGC); c.before >= 0 && c.before < importGC {
			debug.SetGCPercent(c.before) // a lower target set by the user wins
		}
	}
	return func() {
		c.Lock()
		defer c.Unlock()
		if c.imports--; c.imports == 0 {
			debug.SetGCPercent(c.before)
		}
	}
}

package app

import (
	"runtime/debug"
	"sync"
)

// importGC is the garbage collector's target during an import, in percent. An
// import may hold a large file beside what is made of it; at the usual target
// of 100 the garbage of both doubles that. Collecting sooner keeps a table of
// 50 MB under 300 MB, for a few percent more time.
const importGC = 60

var collecting struct {
	sync.Mutex
	imports int
	before  int
}

// collectSooner sets the target until the function it returns is called.
func collectSooner() (back func()) {
	c := &collecting
	c.Lock()
	defer c.Unlock()
	if c.imports++; c.imports == 1 {
		if c.before = debug.SetGCPercent(importGC); c.before >= 0 && c.before < importGC {
			debug.SetGCPercent(c.before) // whoever asked for less is given less
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

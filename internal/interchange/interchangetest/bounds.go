package interchangetest

import (
	"context"
	"runtime"
	"testing"
	"time"
)

// Limits on what a hostile file may use. The files here take two or three seconds at most;
// the time only tells them from a reader that does not end, on a machine however busy.
const (
	MaxMemory = 300 << 20
	MaxTime   = time.Minute
)

// Bounded runs f and fails the test if f uses more memory than MaxMemory or does not end
// within MaxTime.
func Bounded(t testing.TB, f func(context.Context)) {
	t.Helper()
	runtime.GC()
	var before runtime.MemStats
	runtime.ReadMemStats(&before)
	ctx, cancel := context.WithTimeout(t.Context(), MaxTime)
	defer cancel()
	done := make(chan struct{})
	peak := make(chan uint64)
	go func() {
		var most uint64
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			if used := m.HeapInuse + m.StackInuse; used > before.HeapInuse {
				most = max(most, used-before.HeapInuse)
			}
			select {
			case <-done:
				peak <- most
				return
			case <-tick.C:
			}
		}
	}()
	f(ctx)
	close(done)
	if most := <-peak; most > MaxMemory {
		t.Errorf("took %d MB of memory, the limit is %d MB", most>>20, int64(MaxMemory)>>20)
	}
	if ctx.Err() != nil {
		t.Errorf("did not end within %s", MaxTime)
	}
}

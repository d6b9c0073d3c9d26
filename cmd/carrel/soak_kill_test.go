package main

import (
	"math/rand/v2"
	"os"
	"testing"
	"time"

	"carrel/internal/faults"
)

// TestKills kills each writing verb, either before one of its file operations or
// some time after it. What the verb reported must be there, nothing may be half
// done, and studying must go on. CARREL_KILLS sets the number of kills per verb.
func TestKills(t *testing.T) {
	kills := faults.Times(t, "CARREL_KILLS", 4)
	r := faults.NewChance(t)
	total := 0
	for _, task := range soakTasks() {
		t.Run(task.name, func(t *testing.T) {
			task.ready(t)
			killed := 0
			for i := 0; killed < kills; i++ {
				if i > 3*kills+10 {
					t.Fatalf("it was killed %d times in %d runs only", killed, i)
				}
				if task.killOnce(t, r) {
					killed++
				}
			}
			t.Logf("%d kills", killed)
			total += killed
		})
	}
	t.Logf("%d kills in all", total)
}

// killOnce reports whether the kill came before the verb had ended.
func (task *soakTask) killOnce(t *testing.T, r *rand.Rand) bool {
	t.Helper()
	at := r.IntN(task.calls)
	var after time.Duration
	if r.IntN(2) == 0 {
		after = time.Duration(1 + r.IntN(500_000)) // up to half a millisecond
	}
	folder := task.fresh(t)
	defer os.RemoveAll(folder)
	result, told := task.run(t, folder, task.steps(), faults.Program{
		Before: func(n int, _ faults.Op) faults.Act { return faults.Act{Kill: n == at, After: after} },
	})
	if err := task.judge(t.Context(), folder, told); err != nil {
		t.Fatalf("killed at operation %d of %d and %v: %v", at, task.calls, after, err)
	}
	return result.Killed
}

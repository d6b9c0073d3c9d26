package main

import (
	"fmt"
	"os"
	"strings"
	"syscall"
	"testing"

	"carrel/internal/faults"
)

// trouble says how operations fail from the n-th on.
type trouble struct {
	name   string
	errno  syscall.Errno
	lasts  bool // all later operations fail too; otherwise only one fails
	spares func(faults.Kind) bool
}

var troubles = []trouble{
	{name: "one error", errno: syscall.EIO},
	{name: "a dead disk", errno: syscall.EIO, lasts: true},
	{name: "a full disk", errno: syscall.ENOSPC, lasts: true, spares: func(k faults.Kind) bool {
		return k != faults.Create && k != faults.Write && k != faults.Allocate && k != faults.MakeFolder
	}},
	{name: "too many open files", errno: syscall.EMFILE, lasts: true, spares: func(k faults.Kind) bool {
		return k != faults.Open && k != faults.Create
	}},
}

// TestErrorsOfTheSystem fails each open, write, sync, rename and so on of each
// writing verb, one at a time. The verb must report it in a sentence and have
// done nothing, or have done what it reports. CARREL_IO sets how many operations
// of each verb are tried, evenly spread; 0 means all.
func TestErrorsOfTheSystem(t *testing.T) {
	most := faults.Times(t, "CARREL_IO", 3)
	total := 0
	for _, task := range soakTasks() {
		t.Run(task.name, func(t *testing.T) {
			task.ready(t)
			step, before := 1, total
			if most > 0 {
				step = max(1, task.calls/most)
			}
			for _, what := range troubles {
				for n := step - 1; n < task.calls; n += step {
					if task.failAt(t, n, what) {
						total++
					}
				}
			}
			t.Logf("%d runs with errors, at every %dth of %d operations", total-before, step, task.calls)
		})
	}
	t.Logf("%d runs with errors in all", total)
}

// failAt reports whether any operation failed.
func (task *soakTask) failAt(t *testing.T, at int, what trouble) bool {
	t.Helper()
	folder := task.fresh(t)
	defer os.RemoveAll(folder)
	var failed []faults.Op
	result, told := task.run(t, folder, task.steps(), faults.Program{
		Before: func(n int, op faults.Op) faults.Act {
			if n < at || n > at && !what.lasts || what.spares != nil && what.spares(op.Kind) {
				return faults.Act{}
			}
			failed = append(failed, op)
			return faults.Act{Fail: what.errno}
		},
	})
	if len(failed) == 0 {
		return false
	}
	err := plainly(result)
	if err == nil {
		err = task.judge(t.Context(), folder, told)
	}
	if err != nil {
		t.Errorf("%s at operation %d (%v), exit status %d, %q: %v", what.name, at, failed[0], result.Code, result.Stderr, err)
	}
	return true
}

// plainly checks that a failed verb reported it in a sentence.
func plainly(r faults.Result) error {
	lines := strings.Split(strings.TrimSpace(r.Stderr), "\n")
	switch {
	case r.Killed || r.Code > 3:
		return fmt.Errorf("it crashed")
	case r.Code != 0 && (!strings.HasPrefix(lines[len(lines)-1], "carrel: ") || len(lines) > 3):
		return fmt.Errorf("it does not say why")
	}
	return nil
}

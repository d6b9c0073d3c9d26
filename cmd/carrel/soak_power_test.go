package main

import (
	"os"
	"strings"
	"testing"

	"carrel/internal/faults"
)

// TestPowerCuts cuts the power at random moments of each writing verb, and drops,
// tears and reorders what was not synced. What the verb reported must be there,
// nothing may be half done, and studying must go on. CARREL_POWER sets the number
// of cuts per verb.
func TestPowerCuts(t *testing.T) {
	cuts := faults.Times(t, "CARREL_POWER", 6)
	r := faults.NewChance(t)
	for _, task := range soakTasks() {
		t.Run(task.name, func(t *testing.T) {
			task.ready(t)
			folder := task.fresh(t)
			result, _ := task.run(t, folder, task.steps(), faults.Program{Record: true})
			log := result.Log
			for i := range cuts {
				n, fate := r.IntN(len(log)+1), faults.SomeFate(r)
				if i == 0 { // at the end, after it has reported success
					n, fate = len(log), faults.Fate{}
				}
				im, err := faults.Cut(task.base, log, n, fate, r)
				if err != nil {
					t.Fatal(err)
				}
				told := task.told(printed(log[:n]))
				if n == len(log) {
					told = task.steps()
				}
				folder := faults.Folder(t)
				if err := im.WriteTo(folder); err != nil {
					t.Fatal(err)
				}
				if err := task.judge(t.Context(), folder, told); err != nil {
					t.Fatalf("cut after %d of %d operations, %+v: %v", n, len(log), fate, err)
				}
				os.RemoveAll(folder)
			}
			t.Logf("%d images of %d operations", cuts, len(log))
		})
	}
}

// printed returns what a program had printed.
func printed(log []faults.Op) string {
	var text strings.Builder
	for _, op := range log {
		if op.Kind == faults.Said {
			text.Write(op.Data)
		}
	}
	return text.String()
}

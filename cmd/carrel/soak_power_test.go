package main

import (
	"os"
	"strings"
	"testing"

	"carrel/internal/faults"
)

// TestPowerCuts cuts the power in the midst of every verb that writes, at moments
// of chance, and drops, tears and reorders what was not synced: what was told is
// there, nothing is half done, and studying goes on. CARREL_POWER sets how many
// times for each verb.
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
				if i == 0 { // at its end, when it has told that it is done
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

// printed is what a program had printed.
func printed(log []faults.Op) string {
	var text strings.Builder
	for _, op := range log {
		if op.Kind == faults.Said {
			text.Write(op.Data)
		}
	}
	return text.String()
}

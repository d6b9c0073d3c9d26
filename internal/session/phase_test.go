package session

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"carrel/internal/golden"
	"carrel/internal/intent"
)

// TestPhases writes the table of phases for people to read: the events each phase handles,
// what may be said in it and what the screen offers.
func TestPhases(t *testing.T) {
	var b strings.Builder
	order := []Phase{Idle, Waiting, Asking, Answering, Confirming, Checking, Revealed, Feedback, Reading, Paused, Finished}
	if len(phases) != len(order) {
		t.Errorf("%d phases have a row, of %d", len(phases), len(order))
	}
	for _, p := range order {
		row, ok := phases[p]
		if !ok {
			t.Errorf("the phase %q has no row", p)
		}
		fmt.Fprintf(&b, "%s\n  takes  %s\n  spoken %s\n  offers %s\n", nameOf(p), names(keys(row)), names(row.spoken), names(row.offers))
		if row.grades {
			b.WriteString("  grades\n")
		}
		if p != Idle && p != Finished && row.command == nil {
			t.Errorf("commands mean nothing in the phase %q", p)
		}
		if (row.expects != nil) != (len(row.spoken) > 0) {
			t.Errorf("in the phase %q something is listened for that cannot be said, or the other way about", p)
		}
		for _, must := range []intent.Command{intent.Stop, intent.Undo} {
			if p != Idle && p != Finished && !slices.Contains(row.spoken, must) || len(row.offers) > 0 && !slices.Contains(row.offers, must) {
				t.Errorf("%s is missing in the phase %q", must, p)
			}
		}
	}
	golden.Check(t, "phases.golden", b.String())
}

func nameOf(p Phase) string {
	if p == Idle {
		return "idle"
	}
	return string(p)
}

func keys(row phaseRow) []EventKind {
	var out []EventKind
	for k := range row.takes {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

func names[T ~string](list []T) string {
	out := make([]string, len(list))
	for i, n := range list {
		out[i] = string(n)
	}
	return strings.Join(out, " ")
}

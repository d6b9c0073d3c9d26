package api_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"carrel/internal/api"
	"carrel/internal/api/wire"
)

// The page's types and the tables of docs/api.md are those of the Go types.
func TestTheWireHasOneDefinition(t *testing.T) {
	const root = "../.."
	files, err := wire.Files(api.TheWire(), root)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range files {
		got, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != want {
			t.Errorf("%s differs from the Go types in line %d: run \"make wire\"", name, firstDifference(string(got), want))
		}
	}
}

func firstDifference(a, b string) int {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return i + 1
		}
	}
	return min(len(x), len(y)) + 1
}

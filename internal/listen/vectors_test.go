package listen

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"carrel/internal/golden"
)

// shared compares vectors with a file in testdata. The page's tests beside web/src/listen
// read the same file, so that both recognisers give the same results for the same input.
// same compares one vector; numbers may differ in the last digits, because Go joins a
// product and a sum into one rounding on some processors.
func shared[V any](t *testing.T, file string, got []V, same func(got, want V) bool) {
	t.Helper()
	path := filepath.Join("testdata", file)
	if golden.Updating() {
		lines := make([]string, len(got))
		for i, v := range got {
			line, err := json.Marshal(v)
			if err != nil {
				t.Fatal(err)
			}
			lines[i] = string(line)
		}
		if err := os.WriteFile(path, []byte("[\n"+strings.Join(lines, ",\n")+"\n]\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (run with -update to write it)", err)
	}
	var want []V
	if err := json.Unmarshal(text, &want); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	if len(want) != len(got) {
		t.Fatalf("%s has %d vectors, want %d (run with -update to write it)", path, len(want), len(got))
	}
	for i := range got {
		if !same(got[i], want[i]) {
			t.Errorf("%s, vector %d:\ngot  %+v\nwant %+v", path, i, got[i], want[i])
		}
	}
}

// eachFrame calls frame for every frame of a script, which consists of "frames x dB /
// voice" and of other words.
func eachFrame(script string, frame func(db, voice float64), other func(word string)) {
	for _, part := range strings.Fields(script) {
		var n int
		var db, voice float64
		if _, err := fmt.Sscanf(part, "%dx%g/%g", &n, &db, &voice); err != nil {
			other(part)
			continue
		}
		for range n {
			frame(db, voice)
		}
	}
}

// onlyFrames is for scripts without other words.
func onlyFrames(word string) { panic(word) }

// closeTo reports whether two results are the same but for rounding.
func closeTo(a, b float64) bool { return math.Abs(a-b) <= 1e-6*max(1, math.Abs(b)) }

// finite is a number or, for an infinite one, null in JSON.
func finite(x float64) *float64 {
	if math.IsInf(x, 0) {
		return nil
	}
	return &x
}

func sameFinite(a, b *float64, within float64) bool {
	if a == nil || b == nil {
		return a == b
	}
	return math.Abs(*a-*b) <= within
}

package main

import (
	"bytes"
	"errors"
	"path/filepath"
	"strings"
	"testing"
)

// full is an output on which every write fails.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

// Every verb that prints results fails if they are lost, so that a script does
// not go on with half of them.
func TestResultsThatAreLostAreAFailure(t *testing.T) {
	home := filepath.Join(t.TempDir(), "home")
	if code := run(t.Context(), []string{"--home", home, "packs", "capitals"}, strings.NewReader(""), &bytes.Buffer{}, &bytes.Buffer{}); code != 0 {
		t.Fatalf("no cards to begin with: status %d", code)
	}
	for _, verb := range []string{
		"version", "due", "due --json", "cards", "cards --json", "stats", "stats --json", "check", "packs", "doctor",
		"what-leaves", "memory --grades 3 --days 0", "memory --grades 3 --days 0 --json",
		"simulate --retention .9 --days 30", "fit --dry-run", "fit --dry-run --json", "export --json -", "--help", "study --help",
	} {
		var errw bytes.Buffer
		code := run(t.Context(), append([]string{"--home", home}, strings.Fields(verb)...), strings.NewReader(""), full{}, &errw)
		if code != 1 || !strings.Contains(errw.String(), "The results could not be written to the end: no space left") {
			t.Errorf("carrel %s on a full output: status %d, %s", verb, code, errw.String())
		}
	}
}

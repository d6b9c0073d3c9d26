package faults

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"
)

// Times returns how often a randomised test runs: the number in an environment
// variable, or usual.
func Times(t testing.TB, variable string, usual int) int {
	t.Helper()
	text := os.Getenv(variable)
	if text == "" {
		return usual
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatalf("%s is %q, which is no number", variable, text)
	}
	return n
}

// NewChance returns a random source. The test logs its seed; CARREL_SEED repeats
// it.
func NewChance(t testing.TB) *rand.Rand {
	t.Helper()
	seed := Times(t, "CARREL_SEED", int(time.Now().UnixNano()))
	t.Logf("CARREL_SEED=%d makes the same chances again", seed)
	return rand.New(rand.NewPCG(uint64(seed), 1))
}

// Folder returns an empty folder that is removed with the test. It lies in memory
// if the system has such a file system: the tests do not depend on the disk and
// need not wait for it.
func Folder(t testing.TB) string {
	t.Helper()
	place := ""
	if os.Getenv("TMPDIR") == "" {
		if info, err := os.Stat("/dev/shm"); err == nil && info.IsDir() {
			place = "/dev/shm"
		}
	}
	folder, err := os.MkdirTemp(place, "carrel-test-")
	if err != nil && place != "" {
		folder, err = os.MkdirTemp("", "carrel-test-")
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(folder); err != nil {
			t.Error(err)
		}
	})
	if folder, err = filepath.EvalSymlinks(folder); err != nil {
		t.Fatal(err)
	}
	return folder
}

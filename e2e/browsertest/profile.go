// Package browsertest provides what all browser tests share.
package browsertest

import (
	"os"
	"testing"
	"time"
)

// Profile returns a new folder for a browser's profile, removed after the test. It does
// not use t.TempDir, because the remains of a browser that was told to end may still write
// into its profile, which would fail the test.
func Profile(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "carrel-browser-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		for range 50 {
			if os.RemoveAll(dir) == nil {
				return
			}
			time.Sleep(100 * time.Millisecond)
		}
		t.Logf("the browser still writes into %s", dir)
	})
	return dir
}

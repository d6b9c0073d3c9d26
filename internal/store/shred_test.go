//go:build !js

package store

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"carrel/internal/store/home"
)

// TestAFailureToOverwriteIsTold uses a file that nobody can write to, not even root: a
// program that is running.
func TestAFailureToOverwriteIsTold(t *testing.T) {
	sleep, err := exec.LookPath("sleep")
	if runtime.GOOS != "linux" || err != nil {
		t.Skip("it takes Linux and sleep")
	}
	folder := t.TempDir()
	s := withSecret(t, folder)
	defer s.Close()
	b, err := os.ReadFile(sleep)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder, home.CacheFolder, "clips", "sleep")
	if err := os.WriteFile(path, b, 0o700); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, "600")
	if err := cmd.Start(); err != nil {
		t.Skipf("no program can be run there: %v", err)
	}
	defer cmd.Wait()
	defer cmd.Process.Kill()
	if err := s.EraseAll(t.Context()); err == nil || !strings.Contains(err.Error(), "1 file could not be overwritten before removal") {
		t.Errorf("got %v", err)
	}
	if left := everyFile(t, filepath.Join(folder, home.CacheFolder)); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
	if found := holding(t, folder, secret); len(found) > 0 {
		t.Errorf("the secret is still in %v", found)
	}
}

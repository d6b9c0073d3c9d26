//go:build !js

package store

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// TestShredOverwrites reads the bytes through a second name of the file.
func TestShredOverwrites(t *testing.T) {
	for name, mode := range map[string]os.FileMode{"usual": 0o600, "read-only": 0o400, "no rights": 0} {
		dir := t.TempDir()
		path, second := filepath.Join(dir, "a"), filepath.Join(dir, "b")
		if err := os.WriteFile(path, bytes.Repeat([]byte(secret), 999), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Link(path, second); err != nil {
			t.Skipf("a file cannot have two names here: %v", err)
		}
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		if err := Shred(path); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		os.Chmod(second, 0o600)
		b, err := os.ReadFile(second)
		if err != nil || len(b) != 999*len(secret) || len(bytes.Trim(b, "\x00")) > 0 {
			t.Errorf("%s: the bytes are still there: %d, %v", name, len(b), err)
		}
		if _, err := os.Lstat(path); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s: the file is still there, %v", name, err)
		}
	}
}

// A link in the home must not destroy a file elsewhere.
func TestShredFollowsNoLink(t *testing.T) {
	dir := t.TempDir()
	target, link := filepath.Join(dir, "target"), filepath.Join(dir, "link")
	if err := os.WriteFile(target, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(target, link); err != nil {
		t.Skipf("no links here: %v", err)
	}
	if err := Shred(link); err != nil {
		t.Error(err)
	}
	if b, err := os.ReadFile(target); string(b) != "mine" {
		t.Errorf("the target holds %q, %v", b, err)
	}
	if _, err := os.Lstat(link); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the link is still there, %v", err)
	}
}

// TestAFailureToOverwriteIsTold uses a file that nobody can write to, not even root: a
// program that is running.
func TestAFailureToOverwriteIsTold(t *testing.T) {
	sleep, err := exec.LookPath("sleep")
	if runtime.GOOS != "linux" || err != nil {
		t.Skip("it takes Linux and sleep")
	}
	home := t.TempDir()
	s := withSecret(t, home)
	defer s.Close()
	b, err := os.ReadFile(sleep)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(home, CacheFolder, "clips", "sleep")
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
	if left := everyFile(t, filepath.Join(home, CacheFolder)); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
	if found := holding(t, home, secret); len(found) > 0 {
		t.Errorf("the secret is still in %v", found)
	}
}

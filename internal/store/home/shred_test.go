//go:build !js

package home_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"carrel/internal/store/home"
)

const secret = "a secret that is to be overwritten"

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
		if err := home.Shred(path); err != nil {
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
	if err := home.Shred(link); err != nil {
		t.Error(err)
	}
	if b, err := os.ReadFile(target); string(b) != "mine" {
		t.Errorf("the target holds %q, %v", b, err)
	}
	if _, err := os.Lstat(link); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the link is still there, %v", err)
	}
}

package store

import (
	"strings"
	"syscall"
	"testing"
)

// TestAFullFileSystem fills a real file system; SQLite may take it for a broken disk.
func TestAFullFileSystem(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=2m"); err != nil {
		t.Skipf("no small file system can be mounted here: %v", err)
	}
	t.Cleanup(func() { syscall.Unmount(dir, syscall.MNT_DETACH) })
	s := openHere(t, Options{Home: dir})
	_, err := s.Import(t.Context(), itemEntries(20_000, func(int) string { return strings.Repeat("answer ", 20) }), nil, nil)
	if err == nil {
		t.Fatal("the disk never filled up")
	}
	full(t, err)
}

package table

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestEveryUseOfMetaHasAKey finds SQL that bypasses MetaKey. A salvage recognises the rows
// of meta by their keys, so it would give away a row with another key.
func TestEveryUseOfMetaHasAKey(t *testing.T) {
	var files []string
	for _, pattern := range []string{"../*.go", "../*/*.go"} {
		some, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, some...)
	}
	uses := regexp.MustCompile(`(?i)\b(FROM|INTO|UPDATE|JOIN)\s+meta\b`)
	found := 0
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, use := range uses.FindAll(b, -1) {
			if found++; name != "../table/meta.go" {
				t.Errorf("%s: %q is not in meta.go", name, use)
			}
		}
	}
	if found == 0 {
		t.Error("no use of meta is found")
	}
}

func TestOnlyInMeta(t *testing.T) {
	for key, want := range map[string]bool{"enrolment": true, "clock": true, "replayed": true, "erasing": true, "zone": false, "rate": false, "": false} {
		if got := OnlyInMeta(key); got != want {
			t.Errorf("OnlyInMeta(%q) = %v", key, got)
		}
	}
	for key, name := range metaNames {
		if name == "" {
			t.Errorf("the key %d has no name", key)
		}
	}
}

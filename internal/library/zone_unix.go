//go:build !js && !windows

package library

import (
	"os"
	"path/filepath"
	"strings"
)

// zoneOfSystem reads the zone's name from the target of /etc/localtime, which is
// a symbolic link on most systems.
func zoneOfSystem() string {
	target, err := filepath.EvalSymlinks("/etc/localtime")
	if err == nil {
		if _, name, ok := strings.Cut(target, "/zoneinfo/"); ok {
			return name
		}
	}
	if b, err := os.ReadFile("/etc/timezone"); err == nil {
		return strings.TrimSpace(string(b))
	}
	return ""
}

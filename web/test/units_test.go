// Package test runs the page's unit tests: each X.test.ts is bundled as the
// page is and given to node's own test runner.
package test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
)

func TestUnits(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not installed")
	}
	if _, err := os.Stat(filepath.Join("..", "node_modules")); err != nil {
		t.Skip("npm packages are not installed; run npm ci --prefix web")
	}
	files, err := filepath.Glob("*.test.ts")
	if err != nil || len(files) == 0 {
		t.Fatalf("no tests found: %v", err)
	}
	out := t.TempDir()
	res := api.Build(api.BuildOptions{
		EntryPoints: files, Bundle: true, Write: true, Outdir: out, OutExtension: map[string]string{".js": ".mjs"},
		Platform: api.PlatformNode, Format: api.FormatESModule, Target: api.ES2022, Sourcemap: api.SourceMapInline, LogLevel: api.LogLevelWarning,
	})
	if len(res.Errors) > 0 {
		t.Fatal("the tests do not build")
	}
	for _, f := range files {
		t.Run(f, func(t *testing.T) {
			name := f[:len(f)-len(".ts")] + ".mjs"
			cmd := exec.Command(node, "--enable-source-maps", "--test-reporter=spec", filepath.Join(out, name))
			if text, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, text)
			}
		})
	}
}

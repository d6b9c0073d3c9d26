// Package pagetest runs the page's unit tests. Each X.test.ts under web/src stands beside the
// module that it tests, is bundled as the page is, and runs in node's own test runner.
package pagetest

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
)

var web = filepath.Join("..", "..", "web")

func TestUnits(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not installed")
	}
	if _, err := os.Stat(filepath.Join(web, "node_modules")); err != nil {
		t.Skip("npm packages are not installed; run npm ci --prefix web")
	}
	src := filepath.Join(web, "src")
	files := unitTests(t, src)
	if len(files) == 0 {
		t.Fatalf("there are no tests in %s", src)
	}
	out := t.TempDir()
	res := api.Build(api.BuildOptions{
		EntryPoints: files, Bundle: true, Write: true, Outdir: out, Outbase: src, OutExtension: map[string]string{".js": ".mjs"},
		Platform: api.PlatformNode, Format: api.FormatESModule, Target: api.ES2022, Sourcemap: api.SourceMapInline, LogLevel: api.LogLevelWarning,
	})
	if len(res.Errors) > 0 {
		t.Fatal("the tests do not build")
	}
	for _, f := range files {
		name, err := filepath.Rel(src, f)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(filepath.ToSlash(name), func(t *testing.T) {
			built := filepath.Join(out, strings.TrimSuffix(name, ".ts")+".mjs")
			cmd := exec.Command(node, "--enable-source-maps", "--test-reporter=spec", built)
			if text, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, text)
			}
		})
	}
}

// unitTests returns the paths of the *.test.ts files below a folder.
func unitTests(t *testing.T, src string) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(src, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() && strings.HasSuffix(path, ".test.ts") {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

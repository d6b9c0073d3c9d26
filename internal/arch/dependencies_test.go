package arch

import (
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// root is the module's folder relative to this package.
const root = "../../"

func TestEveryDirectDependencyIsExplained(t *testing.T) {
	doc, err := os.ReadFile(root + "docs/dependencies.md")
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	for _, target := range [][]string{{"GOOS=linux", "GOARCH=amd64"}, {"GOOS=js", "GOARCH=wasm"}} {
		cmd := exec.Command("go", "list", "-e", "-test", "-f", "{{range .Imports}}{{println .}}{{end}}{{range .TestImports}}{{println .}}{{end}}{{range .XTestImports}}{{println .}}{{end}}", module+"/...")
		cmd.Env = append(os.Environ(), append(target, "CGO_ENABLED=0")...)
		out, err := cmd.Output()
		if err != nil {
			t.Fatal(err)
		}
		for _, imp := range strings.Fields(string(out)) {
			used[imp] = true
		}
	}
	mods, err := exec.Command("go", "list", "-m", "-f", "{{if not .Main}}{{.Path}}{{end}}", "all").Output()
	if err != nil {
		t.Fatal(err)
	}
	direct := 0
	for _, mod := range strings.Fields(string(mods)) {
		for imp := range used {
			if imp == mod || strings.HasPrefix(imp, mod+"/") {
				direct++
				if !strings.Contains(string(doc), "`"+mod+"`") {
					t.Errorf("%s is imported, but docs/dependencies.md does not say why and under which licence", mod)
				}
				break
			}
		}
	}
	if direct < 3 {
		t.Errorf("only %d direct dependencies found: the rule would pass without looking", direct)
	}
}

func TestEveryNpmPackageIsExplained(t *testing.T) {
	doc, err := os.ReadFile(root + "docs/dependencies.md")
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(root + "web/package.json")
	if err != nil {
		t.Fatal(err)
	}
	var p struct{ Dependencies, DevDependencies map[string]string }
	if err := json.Unmarshal(raw, &p); err != nil {
		t.Fatal(err)
	}
	for _, deps := range []map[string]string{p.Dependencies, p.DevDependencies} {
		for name := range deps {
			if !strings.Contains(string(doc), "`"+name+"`") {
				t.Errorf("npm package %s is used, but docs/dependencies.md does not say why and under which licence", name)
			}
		}
	}
}

package main

import (
	"debug/buildinfo"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
)

// Every module that the built programs contain must be in the notices, with its version
// and licence, and so must Go itself and every npm part.
func TestNoticesNameEveryModuleOfThePrograms(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(root)
	if _, err := os.Stat("web/node_modules"); err != nil {
		t.Skip("web/node_modules is not there")
	}
	b := builder{web: "web", out: t.TempDir(), files: map[string]string{}}
	if err := b.writeNotices(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(b.out, "THIRD-PARTY.txt"))
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	for _, p := range []struct{ pkg, goos, goarch string }{{"./cmd/carrel", "", ""}, {"./cmd/carrel-web", "js", "wasm"}} {
		bin := filepath.Join(t.TempDir(), "bin")
		cmd := exec.Command("go", "build", "-trimpath", "-o", bin, p.pkg)
		cmd.Env = os.Environ()
		if p.goos != "" {
			cmd.Env = append(cmd.Env, "GOOS="+p.goos, "GOARCH="+p.goarch)
		}
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		linked := modulesOf(t, bin, p.pkg, p.goos, p.goarch)
		if len(linked) < 5 {
			t.Fatalf("%s is made of %d modules", p.pkg, len(linked))
		}
		for path, version := range linked {
			if !strings.Contains(text, "- "+path+" "+version+"\n") {
				t.Errorf("the notices do not name %s %s, which is in %s", path, version, p.pkg)
			}
			_, after, ok := strings.Cut(text, strings.Repeat("=", 78)+"\n"+path+"\n"+strings.Repeat("=", 78)+"\n\n")
			if !ok || len(strings.TrimSpace(after[:min(len(after), 400)])) < 300 {
				t.Errorf("the notices hold no licence of %s", path)
			}
		}
	}
	if !strings.Contains(text, "- Go, its runtime and standard library go1") || !strings.Contains(text, "Copyright 2009 The Go Authors") {
		t.Error("the notices do not name Go")
	}
}

// modulesOf reads the module list of a binary. A binary for the browser has no readable
// list, so the module graph is used instead.
func modulesOf(t *testing.T, bin, pkg, goos, goarch string) map[string]string {
	t.Helper()
	found := map[string]string{}
	info, err := buildinfo.ReadFile(bin)
	if err == nil {
		for _, m := range info.Deps {
			found[m.Path] = m.Version
		}
		return found
	}
	if goos != "js" {
		t.Fatal(err)
	}
	cmd := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}{{end}}{{end}}", pkg)
	cmd.Env = append(os.Environ(), "GOOS="+goos, "GOARCH="+goarch)
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		if path, version, ok := strings.Cut(strings.TrimSpace(line), " "); ok {
			found[path] = version
		}
	}
	return found
}

// Every npm package from which the bundles read a file must be in the notices.
func TestNoticesNameEveryBundledPackage(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(root)
	if _, err := os.Stat("web/node_modules"); err != nil {
		t.Skip("web/node_modules is not there")
	}
	known := map[string]bool{}
	for _, n := range notices {
		known[n.pkg] = true
	}
	b := builder{web: "web", out: t.TempDir(), files: map[string]string{}}
	inputs, err := b.bundledPackages()
	if err != nil {
		t.Fatal(err)
	}
	if len(inputs) < 3 {
		t.Fatalf("only %v are bundled", inputs)
	}
	for _, a := range assets {
		if !strings.HasPrefix(a.src, "./") {
			inputs = append(inputs, packageOf("node_modules/"+a.src))
		}
	}
	for _, pkg := range inputs {
		if !known[pkg] {
			t.Errorf("the page holds a part of npm %s, and the notices do not name it", pkg)
		}
	}
}

// bundledPackages returns the npm packages of which the page's bundles contain parts.
func (b *builder) bundledPackages() ([]string, error) {
	all := append([]script{}, scripts...)
	more, err := b.speechWorkers()
	if err != nil {
		return nil, err
	}
	found := map[string]bool{}
	for _, s := range append(all, more...) {
		o := b.options(s)
		o.Metafile, o.Format, o.Splitting = true, api.FormatESModule, false
		res := api.Build(o)
		if len(res.Errors) > 0 {
			return nil, fmt.Errorf("%s: %v", s.src, res.Errors[0].Text)
		}
		var meta struct {
			Outputs map[string]struct {
				Inputs map[string]struct{ BytesInOutput int }
			}
		}
		if err := json.Unmarshal([]byte(res.Metafile), &meta); err != nil {
			return nil, err
		}
		for _, out := range meta.Outputs {
			for name, in := range out.Inputs {
				if pkg := packageOf(name); pkg != "" && in.BytesInOutput > 0 {
					found[pkg] = true
				}
			}
		}
	}
	return slices.Sorted(maps.Keys(found)), nil
}

// packageOf returns the npm package of a file, or "" for our own files.
func packageOf(name string) string {
	i := strings.LastIndex(name, "node_modules/")
	if i < 0 {
		return ""
	}
	parts := strings.Split(name[i+len("node_modules/"):], "/")
	if strings.HasPrefix(parts[0], "@") && len(parts) > 1 {
		return parts[0] + "/" + parts[1]
	}
	return parts[0]
}

package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// module is a Go module linked into one of our programs.
type module struct{ path, version, dir string }

// programs lists the linked programs: for a computer, and for the browser.
var programs = []struct{ pkg, goos, goarch string }{
	{"./cmd/carrel", "", ""},
	{"./cmd/carrel", "linux", "amd64"},
	{"./cmd/carrel", "darwin", "arm64"},
	{"./cmd/carrel", "windows", "amd64"},
	{"./cmd/carrel-web", "js", "wasm"},
}

// linkedModules returns the modules that contain packages of the programs, according to
// the module graph.
func linkedModules() ([]module, error) {
	seen := map[string]bool{}
	var list []module
	for _, p := range programs {
		cmd := exec.Command("go", "list", "-e", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}\t{{.Version}}\t{{.Dir}}{{end}}{{end}}", p.pkg)
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
		if p.goos != "" {
			cmd.Env = append(cmd.Env, "GOOS="+p.goos, "GOARCH="+p.goarch)
		}
		cmd.Stderr = os.Stderr
		out, err := cmd.Output()
		if err != nil {
			return nil, errors.New("the modules of " + p.pkg + " could not be listed; the messages above say why")
		}
		for line := range strings.Lines(string(out)) {
			f := strings.Split(strings.TrimSpace(line), "\t")
			if len(f) != 3 || seen[f[0]] {
				continue
			}
			seen[f[0]] = true
			list = append(list, module{f[0], f[1], f[2]})
		}
	}
	slices.SortFunc(list, func(a, b module) int { return strings.Compare(a.path, b.path) })
	return list, nil
}

// goRuntime returns the part of Go itself that is in every program.
func goRuntime() (module, error) {
	out, err := exec.Command("go", "env", "GOROOT").Output()
	return module{"Go, its runtime and standard library", runtime.Version(), strings.TrimSpace(string(out))}, err
}

// licenceNames are prefixes of the names of files that contain a licence or a notice.
var licenceNames = []string{"licence", "license", "copying", "notice", "patents", "unlicense", "authors"}

// licenceTexts returns the licences and notices in a module's folder, concatenated.
func licenceTexts(m module) (string, error) {
	entries, err := os.ReadDir(m.dir)
	if err != nil {
		return "", fmt.Errorf("the licence of %s: %w", m.path, err)
	}
	var parts [][]byte
	licensed := false
	for _, e := range entries {
		name := strings.ToLower(e.Name())
		i := slices.IndexFunc(licenceNames, func(start string) bool { return strings.HasPrefix(name, start) })
		if i < 0 || e.IsDir() || strings.HasSuffix(name, ".go") {
			continue
		}
		text, err := os.ReadFile(filepath.Join(m.dir, e.Name()))
		if err != nil {
			return "", fmt.Errorf("the licence of %s: %w", m.path, err)
		}
		licensed = licensed || licenceNames[i] != "notice" && licenceNames[i] != "patents" && licenceNames[i] != "authors"
		parts = append(parts, bytes.TrimSpace(text))
	}
	if !licensed {
		return "", fmt.Errorf("the Go module %s has no file with its licence; find out what it may be used for before it is shipped", m.path)
	}
	return string(bytes.Join(parts, []byte("\n\n"))), nil
}

package arch

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestThePageHasNoCircles finds modules of the page that import each other, directly or
// through others. Such modules can only be understood together.
func TestThePageHasNoCircles(t *testing.T) {
	from := regexp.MustCompile(`(?m)^(?:import|export)\b[^;]*?\bfrom\s*"(\.[^"]+)"|^import\s*"(\.[^"]+)"`)
	imports := map[string][]string{}
	files := map[string]bool{}
	sources(t, []string{"web/src"}, []string{".ts", ".tsx"}, func(file, text string) {
		file = path.Clean(strings.TrimPrefix(file, root))
		files[file] = true
		for _, m := range from.FindAllStringSubmatch(text, -1) {
			imports[file] = append(imports[file], path.Join(path.Dir(file), m[1]+m[2]))
		}
	})
	resolve := func(name string) string {
		for _, ending := range []string{"", ".ts", ".tsx", "/index.ts"} {
			if files[name+ending] {
				return name + ending
			}
		}
		return ""
	}
	edges := 0
	done := map[string]bool{}
	var visit func(file string, way []string)
	visit = func(file string, way []string) {
		if i := slices.Index(way, file); i >= 0 {
			t.Errorf("these import each other: %s", strings.Join(append(way[i:], file), " → "))
			return
		}
		if done[file] {
			return
		}
		for _, imp := range imports[file] {
			if to := resolve(imp); to != "" {
				edges++
				visit(to, append(slices.Clone(way), file))
			}
		}
		done[file] = true
	}
	for file := range files {
		visit(file, nil)
	}
	if edges < 100 {
		t.Errorf("only %d imports were found: the rule would pass without looking", edges)
	}
}

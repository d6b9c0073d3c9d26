package arch

import (
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// page holds the modules of the page, by their path below web/src, and what they import.
type page struct {
	// static has the imports that are loaded with a module, all has dynamic imports as well.
	static, all map[string][]string
	lines       map[string]int
}

// readPage reads the modules of the page without their tests.
func readPage(t *testing.T) page {
	t.Helper()
	static := regexp.MustCompile(`(?m)^(?:import|export)\b[^;]*?\bfrom\s*"(\.[^"]+)"|^import\s*"(\.[^"]+)"`)
	dynamic := regexp.MustCompile(`\bimport\(\s*"(\.[^"]+)"`)
	texts := map[string]string{}
	sources(t, []string{"web/src"}, []string{".ts", ".tsx"}, func(file, text string) {
		texts[strings.TrimPrefix(path.Clean(strings.TrimPrefix(file, root)), "web/src/")] = text
	})
	resolve := func(name string) string {
		for _, ending := range []string{"", ".ts", ".tsx", "/index.ts"} {
			if _, ok := texts[name+ending]; ok {
				return name + ending
			}
		}
		return ""
	}
	p := page{static: map[string][]string{}, all: map[string][]string{}, lines: map[string]int{}}
	edges := 0
	for file, text := range texts {
		p.lines[file] = strings.Count(text, "\n")
		for _, m := range static.FindAllStringSubmatch(text, -1) {
			if to := resolve(path.Join(path.Dir(file), m[1]+m[2])); to != "" {
				p.static[file] = append(p.static[file], to)
				edges++
			}
		}
		p.all[file] = slices.Clone(p.static[file])
		for _, m := range dynamic.FindAllStringSubmatch(text, -1) {
			if to := resolve(path.Join(path.Dir(file), m[1])); to != "" {
				p.all[file] = append(p.all[file], to)
			}
		}
	}
	if edges < 100 {
		t.Fatalf("only %d imports were found: the rules would pass without looking", edges)
	}
	return p
}

// folder returns the folder of a module, or "" for a module directly in web/src.
func folder(file string) string {
	dir, _, found := strings.Cut(file, "/")
	if !found {
		return ""
	}
	return dir
}

// TestThePageHasNoCircles finds modules of the page that import each other, directly or
// through others. Such modules can only be understood together.
func TestThePageHasNoCircles(t *testing.T) {
	p := readPage(t)
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
		for _, to := range p.static[file] {
			visit(to, append(slices.Clone(way), file))
		}
		done[file] = true
	}
	for _, file := range slices.Sorted(maps.Keys(p.lines)) {
		visit(file, nil)
	}
}

// shared are the folders of the page that every feature may import and that import no
// feature.
var shared = []string{"api", "host", "i18n", "listen", "speech", "state", "ui"}

// features are the folders of the page that each hold one feature: its page, its parts, its
// state and its styles. Each has the other features that it may import.
var features = map[string][]string{
	"about":      {},
	"backups":    {},
	"imports":    {},
	"microphone": {},
	"progress":   {},
	"rescue":     {"backups"},
	"shell":      {"backups", "imports", "microphone"}, // banners, dropped files, the switch
	"study":      {"microphone", "shell"},
	"cards":      {"study"},            // starts a session
	"reading":    {"imports", "study"}, // lists again after an import, starts a lesson
	"library":    {"backups", "imports", "microphone", "reading", "study"},
	"settings":   {"backups", "imports", "microphone", "study"}, // study has the keys
}

func TestFeaturesOfThePageStandApart(t *testing.T) {
	p := readPage(t)
	seen, used := map[string]bool{}, map[string]bool{}
	for file, imports := range p.all {
		from := folder(file)
		seen[from] = true
		may, isFeature := features[from]
		if from == "" {
			continue // main.tsx and app.tsx join the features
		}
		if !isFeature && !slices.Contains(shared, from) {
			t.Errorf("web/src/%s is in no known folder: name its folder in internal/arch, as shared or as a feature", file)
		}
		for _, imp := range imports {
			to := folder(imp)
			used[from+" "+to] = true
			if _, ok := features[to]; !ok || to == from || slices.Contains(may, to) {
				continue
			}
			if isFeature {
				t.Errorf("web/src/%s imports %s, but of the features %s may import only %v: what both need belongs in a shared folder", file, imp, from, may)
			} else {
				t.Errorf("web/src/%s imports %s, but %s is shared and may import no feature", file, imp, from)
			}
		}
	}
	for _, dir := range append(slices.Collect(maps.Keys(features)), shared...) {
		if !seen[dir] {
			t.Errorf("there is no folder web/src/%s: correct the rule", dir)
		}
		for _, to := range features[dir] {
			if !used[dir+" "+to] {
				t.Errorf("%s does not import %s: remove it from the rule", dir, to)
			}
		}
	}
}

// TestNothingButTestsImportsTestSupport keeps folders named testing out of the page.
func TestNothingButTestsImportsTestSupport(t *testing.T) {
	for file, imports := range readPage(t).all {
		for _, imp := range imports {
			if strings.Contains(imp, "/testing/") {
				t.Errorf("web/src/%s imports %s, which is for tests", file, imp)
			}
		}
	}
}

// long are the modules that are lists: there, length costs no reader anything.
var long = []string{"api/types.ts", "i18n/en.ts", "i18n/fr.ts"}

func TestModulesOfThePageAreShort(t *testing.T) {
	for file, lines := range readPage(t).lines {
		if lines > 400 && !slices.Contains(long, file) {
			t.Errorf("web/src/%s has %d lines: move one of its things into a file of its own", file, lines)
		}
	}
}

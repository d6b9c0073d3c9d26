package arch

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"
)

const module = "carrel"

type pkg struct {
	ImportPath string
	Name       string
	Doc        string
	Imports    []string
	GoFiles    []string
	Standard   bool
}

// load returns the module's packages as built for one operating system.
func load(t *testing.T, goos, goarch string) map[string]pkg {
	t.Helper()
	cmd := exec.Command("go", "list", "-e", "-json=ImportPath,Name,Doc,Imports,GoFiles,Standard", module+"/...")
	cmd.Env = append(os.Environ(), "GOOS="+goos, "GOARCH="+goarch, "CGO_ENABLED=0")
	out, err := cmd.Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			t.Fatalf("go list: %v\n%s", err, exit.Stderr)
		}
		t.Fatal(err)
	}
	pkgs := map[string]pkg{}
	dec := json.NewDecoder(strings.NewReader(string(out)))
	for {
		var p pkg
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		if len(p.GoFiles) > 0 {
			pkgs[p.ImportPath] = p
		}
	}
	if len(pkgs) < 5 {
		t.Fatalf("go list found only %d packages for %s: the rules would pass without looking", len(pkgs), goos)
	}
	return pkgs
}

func both(t *testing.T, check func(t *testing.T, pkgs map[string]pkg)) {
	for _, target := range [][2]string{{"linux", "amd64"}, {"js", "wasm"}} {
		t.Run(target[0], func(t *testing.T) { check(t, load(t, target[0], target[1])) })
	}
}

// pure packages hold the rules of studying and do no input or output.
var pure = []string{"fsrs", "internal/study", "internal/schedule", "internal/session", "internal/answer", "internal/intent", "internal/lang", "internal/lexer", "internal/speakable"}

// adapters each connect to one outside technology.
var adapters = []string{"internal/interchange", "internal/store", "internal/speech", "internal/audio", "internal/listen", "internal/wyoming", "internal/backups"}

// material has the packages that formats are built from and that are not formats
// themselves: where bytes come from, where entries go, and the step between text and HTML.
var material = []string{"internal/interchange/source", "internal/interchange/stream", "internal/interchange/markup"}

func within(p, dir string) bool {
	p = strings.TrimPrefix(p, module+"/")
	return p == dir || strings.HasPrefix(p, dir+"/")
}

func withinAny(p string, dirs []string) string {
	for _, d := range dirs {
		if within(p, d) {
			return d
		}
	}
	return ""
}

func ours(p string) bool { return p == module || strings.HasPrefix(p, module+"/") }

func TestPurePackagesKnowNothingOfTheWorld(t *testing.T) {
	forbidden := map[string]bool{"os": true, "net": true, "database/sql": true, "syscall": true, "crypto/rand": true, "math/rand": true, "io/fs": true, "log": true, "runtime/cgo": true, "syscall/js": true, "unsafe": true}
	both(t, func(t *testing.T, pkgs map[string]pkg) {
		seen := map[string]bool{}
		for _, p := range pkgs {
			dir := withinAny(p.ImportPath, pure)
			if dir == "" || strings.HasSuffix(p.ImportPath, "test") {
				continue
			}
			seen[dir] = true
			for _, imp := range p.Imports {
				switch {
				case forbidden[imp] || strings.HasPrefix(imp, "os/") || strings.HasPrefix(imp, "net/"):
					t.Errorf("%s imports %s, but pure packages take time, chance and files from their caller", p.ImportPath, imp)
				case ours(imp) && withinAny(imp, pure) == "":
					t.Errorf("%s imports %s, but pure packages may import only each other", p.ImportPath, imp)
				case !ours(imp) && strings.Contains(imp, ".") && !strings.HasPrefix(imp, "golang.org/x/text/") && !strings.HasPrefix(imp, "golang.org/x/net/html"):
					t.Errorf("%s imports %s, but pure packages use the standard library, x/text and x/net/html alone", p.ImportPath, imp)
				}
			}
		}
		for _, d := range pure {
			if !seen[d] {
				t.Errorf("no package %s was found: the rule would pass without looking", d)
			}
		}
	})
}

func TestFsrsAndStudyStandAlone(t *testing.T) {
	both(t, func(t *testing.T, pkgs map[string]pkg) {
		for _, p := range pkgs {
			for _, imp := range p.Imports {
				if within(p.ImportPath, "fsrs") && (ours(imp) && !within(imp, "fsrs") || strings.Contains(imp, ".")) {
					t.Errorf("%s imports %s, but fsrs is for every Go program and needs the standard library alone", p.ImportPath, imp)
				}
				if p.ImportPath == module+"/internal/study" && (ours(imp) || strings.Contains(imp, ".")) {
					t.Errorf("study imports %s, but it is the vocabulary everything else stands on", imp)
				}
			}
		}
	})
}

func TestAdaptersMeetOnlyInTheUseCases(t *testing.T) {
	both(t, func(t *testing.T, pkgs map[string]pkg) {
		for _, p := range pkgs {
			from := withinAny(p.ImportPath, adapters)
			if from == "" {
				continue
			}
			for _, imp := range p.Imports {
				to := withinAny(imp, adapters)
				if to == "" {
					continue
				}
				// speech renders into audio, which is its material. The parent of the
				// formats may import a format, but a format may not import a sibling.
				if to == from || (from != "internal/audio" && to == "internal/audio") {
					if from == "internal/interchange" && p.ImportPath != module+"/internal/interchange" && within(imp, "internal/interchange") &&
						!within(imp, strings.TrimPrefix(p.ImportPath, module+"/")) && !strings.HasSuffix(path.Base(imp), "test") && withinAny(imp, material) == "" {
						t.Errorf("%s imports its sibling %s: what both need belongs above them or in study", p.ImportPath, imp)
					}
					continue
				}
				t.Errorf("%s imports %s, but adapters meet only in the use cases", p.ImportPath, imp)
			}
		}
	})
}

func TestNobodyImportsTheTop(t *testing.T) {
	both(t, func(t *testing.T, pkgs map[string]pkg) {
		for _, p := range pkgs {
			top := within(p.ImportPath, "cmd") || within(p.ImportPath, "e2e") || within(p.ImportPath, "tools")
			for _, imp := range p.Imports {
				for _, d := range []string{"internal/api", "cmd", "web", "e2e"} {
					if within(imp, d) && !within(p.ImportPath, d) && !top {
						t.Errorf("%s imports %s, which only the programs may", p.ImportPath, imp)
					}
				}
			}
		}
	})
}

// useCases are the packages between the adapters and the API, each with the packages of
// this module, besides the pure ones, that it may import.
var useCases = map[string][]string{
	"internal/voice":        {"internal/audio", "internal/speech", "internal/store", "internal/wyoming"},
	"internal/library":      {"internal/backups", "internal/interchange", "internal/listen", "internal/speech", "internal/store", "internal/voice", "packs"},
	"internal/conversation": {"internal/library", "internal/speech", "internal/store"},
	"internal/api":          {"internal/audio", "internal/backups", "internal/conversation", "internal/interchange", "internal/library", "internal/listen", "internal/speech", "internal/voice", "internal/wyoming"},
}

func TestUseCasesKeepTheirOrder(t *testing.T) {
	both(t, func(t *testing.T, pkgs map[string]pkg) {
		for use, may := range useCases {
			p, ok := pkgs[module+"/"+use]
			if !ok {
				t.Errorf("there is no package %s: correct the rule", use)
			}
			for _, imp := range p.Imports {
				if ours(imp) && withinAny(imp, pure) == "" && withinAny(imp, may) == "" {
					t.Errorf("%s imports %s, but of ours it may import only the pure packages and %v", use, imp, may)
				}
			}
		}
	})
}

// knowHTTP lists the packages that may import net/http.
var knowHTTP = []string{"internal/api", "internal/host", "cmd/carrel-web", "e2e", "tools", "web/dev", "web/test"}

func TestOnlyTheAPIAndTheHostsKnowHTTP(t *testing.T) {
	both(t, func(t *testing.T, pkgs map[string]pkg) {
		for _, p := range pkgs {
			if slices.Contains(p.Imports, "net/http") && withinAny(p.ImportPath, knowHTTP) == "" {
				t.Errorf("%s imports net/http, but only internal/api and the hosts know HTTP", p.ImportPath)
			}
		}
	})
}

// rooms are packages that only their parent and each other may import, each with the
// packages that it may import.
var rooms = map[string][]string{
	"internal/speakable/mark":     {},
	"internal/speakable/tree":     {"internal/speakable/mark"},
	"internal/speakable/formula":  {"internal/speakable/mark", "internal/speakable/tree"},
	"internal/speakable/markup":   {"internal/speakable/mark", "internal/speakable/tree", "internal/speakable/formula"},
	"internal/speakable/template": {"internal/speakable/mark", "internal/speakable/tree", "internal/speakable/markup"},
	"internal/store/db":           {},
	"internal/store/table":        {"internal/store/db"},
}

func TestRoomsOpenOnlyToTheirHouse(t *testing.T) {
	both(t, func(t *testing.T, pkgs map[string]pkg) {
		for room, may := range rooms {
			if _, ok := pkgs[module+"/"+room]; !ok {
				t.Errorf("there is no package %s: correct the rule", room)
			}
			for _, p := range pkgs {
				if !slices.Contains(p.Imports, module+"/"+room) {
					continue
				}
				if house := path.Dir(room); !within(p.ImportPath, house) {
					t.Errorf("%s imports %s, which is a room of %s: ask that instead", p.ImportPath, room, house)
				}
			}
			for _, imp := range pkgs[module+"/"+room].Imports {
				if in := strings.TrimPrefix(imp, module+"/"); withinAny(imp, []string{path.Dir(room)}) != "" && !slices.Contains(may, in) {
					t.Errorf("%s imports %s, which may not be: the rooms have an order", room, in)
				}
			}
		}
	})
}

func TestEveryPackageSaysWhatItOwns(t *testing.T) {
	for _, p := range load(t, "linux", "amd64") {
		if p.Doc == "" {
			t.Errorf("%s has no package comment saying what it owns", p.ImportPath)
		}
	}
}

// bounds are the packages between the adapters and the programs, each with the packages of
// this module that it may import.
var bounds = map[string][]string{
	"internal/relay":   {"internal/study"}, // passes on command lines without knowing the commands
	"internal/host":    {"internal/study"}, // serves a handler without knowing the use cases
	"internal/site":    {"internal/host", "internal/study"},
	"internal/browser": {},
	"internal/faults":  {}, // for tests: file systems that fail
	"internal/golden":  {}, // for tests: golden files
	"internal/lexer":   {}, // reads signs without knowing the languages that say them
	"packs":            {"internal/study"},
	"web":              {},
}

func TestBoundsAreKept(t *testing.T) {
	both(t, func(t *testing.T, pkgs map[string]pkg) {
		for bound, may := range bounds {
			p, ok := pkgs[module+"/"+bound]
			if !ok && bound != "internal/browser" && bound != "internal/faults" && bound != "internal/relay" {
				t.Errorf("there is no package %s: correct the rule", bound)
			}
			for _, imp := range p.Imports {
				if in := strings.TrimPrefix(imp, module+"/"); ours(imp) && !slices.Contains(may, in) {
					t.Errorf("%s imports %s, but of ours it may import only %v", bound, in, may)
				}
			}
		}
	})
}

// tops are the programs: no package imports them.
var tops = []string{"cmd", "e2e", "tools"}

func TestEveryPackageIsUnderARule(t *testing.T) {
	existing := map[string]bool{}
	for _, target := range [][2]string{{"linux", "amd64"}, {"js", "wasm"}} {
		for _, p := range load(t, target[0], target[1]) {
			existing[strings.TrimPrefix(p.ImportPath, module+"/")] = true
		}
	}
	ruled := slices.Concat(pure, adapters, tops, []string{"internal/arch"})
	for use := range useCases {
		ruled = append(ruled, use)
	}
	for bound := range bounds {
		ruled = append(ruled, bound)
	}
	for p := range existing {
		if withinAny(p, ruled) == "" {
			t.Errorf("%s is under no rule: say in internal/arch what it may import", p)
		}
	}
	for _, dir := range slices.Concat(ruled, material) {
		found := false
		for p := range existing {
			found = found || within(p, dir)
		}
		if !found && dir != "internal/arch" {
			t.Errorf("a rule names %s, which is no package: correct the rule", dir)
		}
	}
}

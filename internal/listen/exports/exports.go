// Package exports owns the names of the functions in the two Emscripten modules that
// recognition uses. Emscripten shortens them to one or two letters that change with every
// build; the JavaScript shipped beside the module contains the mapping.
package exports

import (
	"crypto/sha256"
	_ "embed"
	"encoding/json"
	"fmt"
	"regexp"

	"carrel/internal/study"
)

// Map gives the names of the functions in one build of a module.
type Map struct {
	Package string `json:"package"`
	Version string `json:"version"`
	// SHA256 is the hash of the wasm file, in hex.
	SHA256 string `json:"sha256"`
	// Memory is the exported memory, Init the constructor to call once.
	Memory string `json:"memory"`
	Init   string `json:"init"`
	// Exports maps a C function's name to its exported name.
	Exports map[string]string `json:"exports"`
	// Imports maps an imported name (module "a") to the libc function it stands for.
	Imports map[string]string `json:"imports"`
}

var (
	exported = regexp.MustCompile(`Module\["_(\w+)"\]\s*=\s*Module\["asm"\]\["([\w$]+)"\]`)
	table    = regexp.MustCompile(`(?:wasmImports|asmLibraryArg)\s*=\s*\{([^}]*)\}`)
	imported = regexp.MustCompile(`"?([\w$]+)"?\s*:\s*(\w+)`)
	memory   = regexp.MustCompile(`wasmMemory\s*=\s*Module\["asm"\]\["([\w$]+)"\]`)
	initial  = regexp.MustCompile(`addOnInit\(Module\["asm"\]\["([\w$]+)"\]\)`)
)

// Scan finds the names in Emscripten's glue code. Names that it does not find stay empty.
func Scan(glue string) Map {
	m := Map{Exports: map[string]string{}, Imports: map[string]string{}}
	for _, f := range exported.FindAllStringSubmatch(glue, -1) {
		m.Exports[f[1]] = f[2]
	}
	if t := table.FindStringSubmatch(glue); t != nil {
		for _, f := range imported.FindAllStringSubmatch(t[1], -1) {
			m.Imports[f[1]] = f[2]
		}
	}
	if f := memory.FindStringSubmatch(glue); f != nil {
		m.Memory = f[1]
	}
	if f := initial.FindStringSubmatch(glue); f != nil {
		m.Init = f[1]
	}
	delete(m.Exports, "__wasm_call_ctors")
	return m
}

// Parse reads a map written by the command exportmap.
func Parse(text []byte) (Map, error) {
	var m Map
	if err := json.Unmarshal(text, &m); err != nil {
		return m, study.Errorf(study.Internal, "the export map of a listening module is damaged: %v", err)
	}
	return m, nil
}

// Check returns an error if wasm is not the build for which the map was made. In another
// build these names would call the wrong functions.
func (m Map) Check(wasm []byte) error {
	if got := fmt.Sprintf("%x", sha256.Sum256(wasm)); got != m.SHA256 {
		return study.Errorf(study.Unsupported, "this is not the wasm file of npm %s %s that Carrel was made for; install that version again", m.Package, m.Version)
	}
	return nil
}

// Maps of the builds that Carrel uses, written by internal/listen/exports/exportmap.
var (
	//go:embed soundswallower.json
	soundswallower []byte
	//go:embed rnnoise.json
	rnnoise []byte
)

// SoundSwallower returns the map of the recogniser.
func SoundSwallower() (Map, error) { return Parse(soundswallower) }

// RNNoise returns the map of the noise reducer.
func RNNoise() (Map, error) { return Parse(rnnoise) }

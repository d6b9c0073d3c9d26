// Command exportmap reads the JavaScript that npm ships beside an Emscripten module and
// writes the map from C names to the one-letter names in the wasm file. The names change
// with every build, so the map is pinned to one build by the hash of its wasm file.
// internal/listen/sphinx, internal/listen/rnnoise and the page all read the same map.
//
//	go run ./internal/listen/exports/exportmap NAME VERSION glue.js module.wasm > exports.json
package main

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"

	"carrel/internal/listen/exports"
)

func main() {
	if len(os.Args) != 5 {
		fmt.Fprintln(os.Stderr, "usage: exportmap NAME VERSION GLUE.js MODULE.wasm")
		os.Exit(2)
	}
	glue, err := os.ReadFile(os.Args[3])
	if err == nil {
		var wasm []byte
		if wasm, err = os.ReadFile(os.Args[4]); err == nil {
			m := exports.Scan(string(glue))
			m.Package, m.Version = os.Args[1], os.Args[2]
			m.SHA256 = fmt.Sprintf("%x", sha256.Sum256(wasm))
			enc := json.NewEncoder(os.Stdout)
			enc.SetIndent("", "\t")
			err = enc.Encode(m)
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "exportmap:", err)
		os.Exit(1)
	}
}

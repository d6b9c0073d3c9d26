// Command wire writes the types of the API for the page (web/src/api/types.ts) and the
// tables of docs/api.md. "make wire" runs it in the folder of the module.
package main

import (
	"fmt"
	"os"

	"carrel/internal/api"
	"carrel/internal/api/wire"
)

func main() {
	files, err := wire.Files(api.TheWire(), ".")
	for name, text := range files {
		if err == nil {
			err = os.WriteFile(name, []byte(text), 0o644)
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "wire:", err)
		os.Exit(1)
	}
}

//go:build !js

// Command carrel-web is the version of Carrel for the browser: see main.go. On a
// computer it does nothing.
package main

import (
	"fmt"
	"os"
)

func main() {
	fmt.Fprintln(os.Stderr, "carrel-web runs in a browser: build it with GOOS=js GOARCH=wasm, or use \"carrel site\"")
	os.Exit(2)
}

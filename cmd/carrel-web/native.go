//go:build !js

// Command carrel-web is Carrel in the page: see main.go. It does nothing on a
// computer.
package main

import (
	"fmt"
	"os"
)

func main() {
	fmt.Fprintln(os.Stderr, "carrel-web runs in a browser: build it with GOOS=js GOARCH=wasm, or use \"carrel site\"")
	os.Exit(2)
}

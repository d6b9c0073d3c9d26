// Package web holds the page as tools/webbuild left it in dist: the bundle, the
// recogniser, the voice and the manifest of assets; and, in program, the Go
// program for the browser where it was compiled. It owns nothing else.
package web

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// Dist returns the built page, index.html at its root. Before the first build
// it holds only a placeholder, so look for index.html before serving.
func Dist() fs.FS {
	sub, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // "dist" is a valid path: the embed directive above names it
	}
	return sub
}

//go:embed all:program
var program embed.FS

// Program returns what runs the Go program in a browser: carrel.wasm.gz and the
// wasm_exec.js of the Go release that compiled it. Both are there only when
// `make site` has compiled them before this program was built.
func Program() fs.FS {
	sub, err := fs.Sub(program, "program")
	if err != nil {
		panic(err) // as above
	}
	return sub
}

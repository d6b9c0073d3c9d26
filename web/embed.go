// Package web holds the page as tools/webbuild left it in dist: the bundle, the
// recogniser, the voice and the manifest of assets. It owns nothing else.
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

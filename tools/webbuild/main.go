// Command webbuild builds the page. It bundles web/src with esbuild, copies the
// recogniser, the voice and their models from web/node_modules, collects the licences of
// the shipped parts, and writes everything to web/dist with a manifest (assets.json:
// logical name to file). Run it in the root of the repository after `npm ci --prefix
// web`:
//
//	go run ./tools/webbuild [-dev] [-out DIR]
//
// With -program it instead compiles the Go program of the static site for the browser
// into web/program (see program.go).
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	b := builder{web: "web", files: map[string]string{}}
	flag.BoolVar(&b.dev, "dev", false, "leave the bundle readable, with source maps")
	flag.StringVar(&b.out, "out", filepath.Join("web", "dist"), "the folder to write")
	program := flag.Bool("program", false, "compile the program that runs in the page, for carrel site")
	version := flag.String("version", "unversioned", "the version of that program")
	flag.Parse()
	run := b.run
	if *program {
		run = func() error { return buildProgram(filepath.Join("web", "program"), *version) }
	}
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "webbuild:", err)
		os.Exit(1)
	}
}

// builder writes one build of the page.
type builder struct {
	web, out string
	dev      bool
	files    map[string]string // logical name to path below out
}

func (b *builder) run() error {
	if _, err := os.Stat(filepath.Join(b.web, "node_modules")); err != nil {
		return fmt.Errorf("web/node_modules is not there; run npm ci --prefix web in the root of the repository first")
	}
	// Build in another folder, then swap, so that a failed build leaves the last good
	// one.
	dist := b.out
	if err := os.MkdirAll(dist, 0o755); err != nil {
		return err
	}
	fresh, err := os.MkdirTemp(filepath.Dir(dist), ".dist-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(fresh)
	b.out = fresh
	for _, step := range []func() error{b.copyAssets, b.buildMoonshine, b.bundle, b.writeNotices, b.writePage, b.writeManifest} {
		if err := step(); err != nil {
			return err
		}
	}
	return swap(fresh, dist)
}

// swap replaces the content of dist with that of fresh. It keeps the placeholder that
// keeps the folder in the repository.
func swap(fresh, dist string) error {
	old, err := os.ReadDir(dist)
	if err != nil {
		return err
	}
	for _, e := range old {
		if e.Name() == ".keep" {
			continue
		}
		if err := os.RemoveAll(filepath.Join(dist, e.Name())); err != nil {
			return err
		}
	}
	made, err := os.ReadDir(fresh)
	if err != nil {
		return err
	}
	for _, e := range made {
		if err := os.Rename(filepath.Join(fresh, e.Name()), filepath.Join(dist, e.Name())); err != nil {
			return err
		}
	}
	return nil
}

package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

func (b *builder) bundle() error {
	all := append([]script{}, scripts...)
	more, err := b.speechWorkers()
	if err != nil {
		return err
	}
	for _, s := range append(all, more...) {
		if _, err := os.Stat(filepath.Join(b.web, s.src)); errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if s.self {
			err = b.bundleSelf(s)
		} else {
			err = b.bundlePage(s)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// speechWorkers finds each src/speech/X.worker.ts, which becomes speech/X.js.
func (b *builder) speechWorkers() ([]script, error) {
	found, err := filepath.Glob(filepath.Join(b.web, "src/speech/*.worker.ts"))
	if err != nil {
		return nil, err
	}
	var out []script
	for _, f := range found {
		base := filepath.Base(f)
		out = append(out, script{
			name: "speech/" + strings.TrimSuffix(base, ".worker.ts") + ".js",
			src:  "src/speech/" + base,
			self: true,
		})
	}
	return out, nil
}

func (b *builder) options(s script) api.BuildOptions {
	o := api.BuildOptions{
		EntryPoints: []string{"./" + s.src},
		Bundle:      true,
		Target:      api.ES2022,
		JSX:         api.JSXAutomatic,
		// Set here, so that the build does not depend on finding tsconfig.
		JSXImportSource: "preact",
		LegalComments:   api.LegalCommentsNone, // the notices have a file of their own
		LogLevel:        api.LogLevelWarning,
		Define:          map[string]string{"__DEV__": "false"},
		Outdir:          filepath.Join(b.out, "assets"),
	}
	if abs, err := filepath.Abs(b.web); err == nil {
		o.AbsWorkingDir = abs
	}
	if abs, err := filepath.Abs(o.Outdir); err == nil {
		o.Outdir = abs
	}
	if b.dev {
		o.Define["__DEV__"] = "true"
		o.Sourcemap = api.SourceMapLinked
	} else {
		o.MinifySyntax, o.MinifyWhitespace, o.MinifyIdentifiers = true, true, true
	}
	return o
}

// bundlePage bundles the page as ES modules, split at dynamic imports.
func (b *builder) bundlePage(s script) error {
	o := b.options(s)
	o.Format = api.FormatESModule
	o.Splitting = true
	o.EntryNames = "[name]-[hash]"
	o.ChunkNames = "chunk-[hash]"
	o.Write = true
	res := api.Build(o)
	if len(res.Errors) > 0 {
		return errors.New("the bundle of " + s.src + " failed; the messages above say where")
	}
	stem := strings.TrimSuffix(filepath.Base(s.src), filepath.Ext(s.src))
	for _, f := range res.OutputFiles {
		base := filepath.Base(f.Path)
		ext := filepath.Ext(base)
		switch {
		case ext == ".map":
		case strings.HasPrefix(base, stem+"-"):
			b.files[stem+ext] = "assets/" + base
		default: // a chunk, listed so that a service worker can store it
			b.files["chunk/"+base] = "assets/" + base
		}
	}
	return nil
}

// bundleSelf bundles a worker or worklet into one file without imports, which every
// browser accepts as a classic script or as a module.
func (b *builder) bundleSelf(s script) error {
	o := b.options(s)
	o.Format = api.FormatIIFE
	if b.dev {
		o.Sourcemap = api.SourceMapInline
	}
	res := api.Build(o)
	if len(res.Errors) > 0 {
		return errors.New("the bundle of " + s.src + " failed; the messages above say where")
	}
	for _, f := range res.OutputFiles {
		if filepath.Ext(f.Path) == ".js" {
			return b.add(s.name, f.Contents)
		}
	}
	return errors.New("the bundle of " + s.src + " is empty")
}

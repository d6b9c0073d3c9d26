package main

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// add writes a file under assets/ with a hash of its content in its name, so that it can
// be cached for ever, and records it in the manifest.
func (b *builder) add(name string, data []byte) error {
	sum := sha256.Sum256(data)
	ext := path.Ext(name)
	file := fmt.Sprintf("assets/%s-%x%s", strings.TrimSuffix(name, ext), sum[:5], ext)
	b.files[name] = file
	return b.write(file, data)
}

// write writes a file whose name does not change.
func (b *builder) write(name string, data []byte) error {
	to := filepath.Join(b.out, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	return os.WriteFile(to, data, 0o644)
}

// source returns the path of a part's file: below web/ if src starts with "./", else in
// web/node_modules.
func (b *builder) source(src string) string {
	if rest, ok := strings.CutPrefix(src, "./"); ok {
		return filepath.Join(b.web, filepath.FromSlash(rest))
	}
	return filepath.Join(b.web, "node_modules", filepath.FromSlash(src))
}

func (b *builder) copyAssets() error {
	for _, a := range assets {
		from := b.source(a.src)
		if _, err := os.Stat(from); errors.Is(err, fs.ErrNotExist) && a.optional {
			continue
		}
		if !a.dir {
			data, err := os.ReadFile(from)
			if err != nil {
				return err
			}
			if err := b.add(a.name, data); err != nil {
				return err
			}
			continue
		}
		entries, err := os.ReadDir(from)
		if err != nil {
			return err
		}
		for _, e := range entries {
			if e.IsDir() || slices.Contains(a.skip, e.Name()) {
				continue
			}
			data, err := os.ReadFile(filepath.Join(from, e.Name()))
			if err != nil {
				return err
			}
			if err := b.add(a.name+"/"+e.Name(), data); err != nil {
				return err
			}
		}
	}
	return nil
}

// writeManifest writes assets.json, which maps logical names to paths relative to the
// page.
func (b *builder) writeManifest() error {
	data, err := json.MarshalIndent(b.files, "", " ")
	if err != nil {
		return err
	}
	return b.write("assets.json", append(data, '\n'))
}

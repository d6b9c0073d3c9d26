package main

import (
	"encoding/json"
	"fmt"
	"html/template"
	"os"
	"path/filepath"
	"strings"
)

// writePage writes index.html and manifest.webmanifest. They refer to the bundle by its
// hashed name, and to everything by relative paths, so that the page works under any
// path.
func (b *builder) writePage() error {
	src, err := os.ReadFile(filepath.Join(b.web, "src", "index.html"))
	if err != nil {
		return err
	}
	tmpl, err := template.New("index.html").Funcs(template.FuncMap{"asset": b.assetName}).Parse(string(src))
	if err != nil {
		return err
	}
	var w strings.Builder
	if err := tmpl.Execute(&w, nil); err != nil {
		return err
	}
	if err := b.write("index.html", []byte(w.String())); err != nil {
		return err
	}
	return b.writeWebManifest()
}

func (b *builder) assetName(name string) (string, error) {
	file, ok := b.files[name]
	if !ok {
		return "", fmt.Errorf("the page needs %s, which was not built", name)
	}
	return file, nil
}

func (b *builder) writeWebManifest() error {
	type icon struct {
		Src     string `json:"src"`
		Sizes   string `json:"sizes"`
		Type    string `json:"type"`
		Purpose string `json:"purpose,omitempty"`
	}
	m := map[string]any{
		"name":             "Carrel",
		"short_name":       "Carrel",
		"description":      "Study by ear: questions spoken, answers by voice or two buttons.",
		"start_url":        ".",
		"scope":            ".",
		"display":          "standalone",
		"background_color": "#faf8f3",
		"theme_color":      "#1d5c4d",
		"icons": []icon{
			{b.files["icon.svg"], "any", "image/svg+xml", ""},
			{b.files["icon-192.png"], "192x192", "image/png", ""},
			{b.files["icon-512.png"], "512x512", "image/png", ""},
			{b.files["icon-maskable-512.png"], "512x512", "image/png", "maskable"},
		},
	}
	data, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return err
	}
	return b.write("manifest.webmanifest", append(data, '\n'))
}

package main

import (
	"embed"
	"encoding/json"
	"fmt"
	"os"
	"strings"
)

//go:embed notices
var ownNotices embed.FS

// writeNotices writes the licences of the shipped parts into one text.
func (b *builder) writeNotices() error {
	var w strings.Builder
	w.WriteString("Carrel and its page hold these parts by others, with thanks. Their licences follow.\n\n")
	notices := append([]notice{}, notices...)
	if _, ok := b.files[wideModel+"/mdef"]; ok {
		notices = append(notices, wideNotice)
	}
	texts := make([]string, len(notices))
	for i, n := range notices {
		if n.pkg == "" {
			fmt.Fprintf(&w, "- %s (%s)\n", n.part, n.licence)
			var err error
			if texts[i], err = b.licence(n); err != nil {
				return err
			}
			continue
		}
		version, err := b.version(n.pkg)
		if err != nil {
			return err
		}
		in := ""
		if n.part != n.pkg {
			in = ", npm " + n.pkg
		}
		fmt.Fprintf(&w, "- %s (%s)%s %s\n", n.part, n.licence, in, version)
		if texts[i], err = b.licence(n); err != nil {
			return err
		}
	}
	modules, err := linkedModules()
	if err != nil {
		return err
	}
	runtime, err := goRuntime()
	if err != nil {
		return err
	}
	modules = append([]module{runtime}, modules...)
	for _, m := range modules {
		fmt.Fprintf(&w, "- %s %s\n", m.path, m.version)
	}
	for i, n := range notices {
		fmt.Fprintf(&w, "\n\n%s\n%s\n%s\n\n%s\n", strings.Repeat("=", 78), n.part, strings.Repeat("=", 78), texts[i])
	}
	for _, m := range modules {
		text, err := licenceTexts(m)
		if err != nil {
			return err
		}
		fmt.Fprintf(&w, "\n\n%s\n%s\n%s\n\n%s\n", strings.Repeat("=", 78), m.path, strings.Repeat("=", 78), text)
	}
	return b.write("THIRD-PARTY.txt", []byte(w.String()))
}

func (b *builder) version(pkg string) (string, error) {
	data, err := os.ReadFile(b.source(pkg + "/package.json"))
	if err != nil {
		return "", err
	}
	var p struct{ Version string }
	if err := json.Unmarshal(data, &p); err != nil {
		return "", fmt.Errorf("%s/package.json: %w", pkg, err)
	}
	return p.Version, nil
}

func (b *builder) licence(n notice) (string, error) {
	var parts []string
	for _, f := range n.files {
		var data []byte
		var err error
		if own, ok := strings.CutPrefix(f, "./"); ok {
			data, err = ownNotices.ReadFile("notices/" + own)
		} else {
			data, err = os.ReadFile(b.source(f))
		}
		if err != nil {
			return "", fmt.Errorf("the licence of %s: %w", n.part, err)
		}
		parts = append(parts, strings.TrimSpace(string(data)))
	}
	return strings.Join(parts, "\n\n"), nil
}

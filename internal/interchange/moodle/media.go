package moodle

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"io"
	"path"
	"strings"

	"carrel/internal/interchange/markup"
	"carrel/internal/study"
)

// file yields a media file that the XML contains as base64.
func (r *reader) file(f *markup.Node) error {
	name := path.Base(strings.ReplaceAll(f.Get("name"), "\\", "/"))
	if name == "." || name == ".." || name == "/" || len(name) > 255 || strings.ContainsRune(name, 0) {
		return r.out.Skip("file "+clip(f.Get("name")), "it has no usable name")
	}
	if _, twice := r.files[f.Get("name")]; twice {
		return nil
	}
	data, ok := decode(f)
	if !ok || f.Get("encoding") != "base64" {
		return r.out.Skip("file "+clip(name), "it is damaged: it should be in base64")
	}
	sum := sha256.Sum256(data)
	hash := hex.EncodeToString(sum[:])
	if have, taken := r.media[name]; taken {
		if have == hash {
			r.files[f.Get("name")] = name
			return nil
		}
		// Another question has a different file with this name.
		ext := path.Ext(name)
		name = strings.TrimSuffix(name, ext) + "-" + hash[:8] + ext
		if r.media[name] == hash {
			r.files[f.Get("name")] = name
			return nil
		}
	}
	r.media[name], r.files[f.Get("name")] = hash, name
	return r.out.Emit(study.Entry{Media: &study.Media{
		Name: name, Hash: hash, Size: int64(len(data)),
		Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil },
	}})
}

// decode decodes the base64 inside an element without copying it first, because it may be
// most of a large file.
func decode(f *markup.Node) ([]byte, bool) {
	size := 0
	var parts []io.Reader
	for _, k := range f.Kids {
		if k.Name != "" {
			return nil, false
		}
		size += len(k.Text)
		parts = append(parts, strings.NewReader(k.Text))
	}
	var out bytes.Buffer
	out.Grow(size/4*3 + bytes.MinRead)
	_, err := out.ReadFrom(base64.NewDecoder(base64.StdEncoding, noSpace{io.MultiReader(parts...)}))
	return out.Bytes(), err == nil
}

// noSpace drops spaces and tabs; the base64 decoder itself ignores line ends.
type noSpace struct{ r io.Reader }

func (n noSpace) Read(p []byte) (int, error) {
	got, err := n.r.Read(p)
	kept := p[:0]
	for _, c := range p[:got] {
		if c != ' ' && c != '\t' {
			kept = append(kept, c)
		}
	}
	return len(kept), err
}

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

// file yields a file that stands in the XML as base64.
func (r *reader) file(f *markup.Node) error {
	name := path.Base(strings.ReplaceAll(f.Get("name"), "\\", "/"))
	if name == "." || name == ".." || name == "/" || len(name) > 255 || strings.ContainsRune(name, 0) {
		return r.out.Skip("file "+clip(f.Get("name")), "it has no usable name")
	}
	if _, twice := r.files[f.Get("name")]; twice {
		return nil
	}
	data, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(f.Plain()), ""))
	if err != nil || f.Get("encoding") != "base64" {
		return r.out.Skip("file "+clip(name), "it is damaged: it should be in base64")
	}
	sum := sha256.Sum256(data)
	hash := hex.EncodeToString(sum[:])
	if have, taken := r.media[name]; taken {
		if have == hash {
			r.files[f.Get("name")] = name
			return nil
		}
		// Another question has another file of that name.
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

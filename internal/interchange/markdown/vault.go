package markdown

import (
	"io"
	"path"
	"sort"
	"strings"

	"carrel/internal/interchange/source"
	"carrel/internal/interchange/stream"
	"carrel/internal/study"
)

const (
	maxFiles = 50_000
	maxNote  = 16 << 20 // bytes of one Markdown file of a vault
	maxMedia = 512 << 20
)

// vault is a zip file of a folder of Markdown files.
type vault struct {
	zip    *source.Archive
	byBase map[string][]string // paths of media by file name
	wanted map[string]string   // paths of media that questions show, with their media names
	names  map[string]bool
}

func readVault(src source.Source, out *stream.Stream) error {
	zip, err := src.OpenZip()
	if err != nil {
		return err
	}
	v := &vault{zip: zip, byBase: map[string][]string{}, wanted: map[string]string{}, names: map[string]bool{}}
	var notes, all []string
	for _, name := range zip.Names() {
		if hidden(name) {
			continue
		}
		all = append(all, name)
		if IsMarkdown(name) {
			notes = append(notes, name)
		} else {
			base := path.Base(name)
			v.byBase[base] = append(v.byBase[base], name)
		}
	}
	sort.Strings(notes)
	if len(notes) > maxFiles {
		return src.Errorf(study.Unsupported, "it holds more than %d Markdown files; import its folders one by one", maxFiles)
	}
	found, top := 0, common(all)
	for i, name := range notes {
		out.Progress(int64(i), int64(len(notes)), "files")
		b, err := zip.Read(name, maxNote)
		text, ok := source.DecodeText(b)
		switch {
		case err != nil:
			err = out.Skip(name, "it is damaged or larger than 16 MB")
		case !ok:
			err = out.Skip(name, "it is not text")
		default:
			f := newFile(strings.TrimPrefix(name, top), v)
			f.read(text)
			var n int
			n, err = f.send(out)
			found += n
		}
		if err != nil {
			return err
		}
	}
	for _, s := range zip.Skipped {
		if err := out.Skip(s.What, s.Why); err != nil {
			return err
		}
	}
	if found == 0 {
		return src.Errorf(study.Unreadable, "its Markdown files hold no question; write one as front::back, as lines with a ? between them, or as Q: and A:")
	}
	return v.send(out)
}

// common returns the folder that contains all files, which zipping a vault adds.
func common(names []string) string {
	if len(names) < 2 {
		return ""
	}
	top, _, ok := strings.Cut(names[0], "/")
	for _, n := range names {
		if !ok || !strings.HasPrefix(n, top+"/") {
			return ""
		}
	}
	return top + "/"
}

// IsMarkdown reports whether a file has the name of a Markdown file.
func IsMarkdown(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".md", ".markdown", ".mdown":
		return true
	}
	return false
}

// hidden reports whether a path leads out of the vault or through a hidden folder, such
// as the one with the vault's settings.
func hidden(name string) bool {
	for _, part := range strings.Split(name, "/") {
		if strings.HasPrefix(part, ".") || part == "__MACOSX" {
			return true
		}
	}
	return false
}

// want records that a question shows a file and returns the file's media name.
func (v *vault) want(target, base string) string {
	paths := v.byBase[base]
	if len(paths) == 0 {
		return base
	}
	p := paths[0]
	for _, q := range paths {
		if strings.HasSuffix(q, strings.TrimPrefix(target, "./")) {
			p = q
		}
	}
	if name, ok := v.wanted[p]; ok {
		return name
	}
	name := base
	if v.names[name] {
		name = strings.ReplaceAll(p, "/", "-")
	}
	v.names[name] = true
	v.wanted[p] = name
	return name
}

// send yields the media that the questions show.
func (v *vault) send(out *stream.Stream) error {
	paths := make([]string, 0, len(v.wanted))
	for p := range v.wanted {
		paths = append(paths, p)
	}
	sort.Strings(paths)
	for _, p := range paths {
		if strings.ContainsAny(v.wanted[p], "\\/\x00") || v.zip.Size(p) > maxMedia {
			if err := out.Skip("media file "+p, "its name is unsafe or it is larger than 512 MB"); err != nil {
				return err
			}
			continue
		}
		r, err := v.zip.Open(p)
		var size int64
		if err == nil {
			size, err = io.Copy(io.Discard, r)
			r.Close()
		}
		if err != nil {
			if err := out.Skip("media file "+p, "it is damaged"); err != nil {
				return err
			}
			continue
		}
		m := &study.Media{Name: v.wanted[p], Size: size, Open: func() (io.ReadCloser, error) { return v.zip.Open(p) }}
		if err := out.Emit(study.Entry{Media: m}); err != nil {
			return err
		}
	}
	return nil
}

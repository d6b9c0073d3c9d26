package qti

import (
	"io"
	"net/url"
	"path"
	"sort"
	"strings"

	"carrel/internal/interchange/markup"
	"carrel/internal/interchange/source"
	"carrel/internal/interchange/stream"
	"carrel/internal/study"
)

// media finds the files in a package that items show, and gives them names.
type media struct {
	zip    *source.Archive
	byBase map[string][]string
	wanted map[string]string // path in the package → media name
	names  map[string]bool
}

func newMedia(zip *source.Archive) *media {
	m := &media{zip: zip, byBase: map[string][]string{}, wanted: map[string]string{}, names: map[string]bool{}}
	for _, p := range zip.Names() {
		base := path.Base(p)
		m.byBase[base] = append(m.byBase[base], p)
	}
	return m
}

// name returns the media name of a file that a document refers to.
func (r *reader) name(ref string) string {
	ref = strings.TrimSpace(ref)
	if u, err := url.PathUnescape(ref); err == nil {
		ref = u
	}
	if i := strings.IndexAny(ref, "?#"); i > 0 {
		ref = ref[:i]
	}
	ref = strings.ReplaceAll(ref, "\\", "/")
	base := path.Base(ref)
	if r.media == nil || base == "." || base == "/" {
		return base
	}
	paths := r.media.byBase[base]
	if len(paths) == 0 {
		return base
	}
	pick := paths[0]
	beside := path.Join(path.Dir(r.file), ref)
	for _, p := range paths {
		if p == beside || strings.HasSuffix(p, "/"+strings.TrimLeft(ref, "./")) {
			pick = p
		}
	}
	if name, ok := r.media.wanted[pick]; ok {
		return name
	}
	name := base
	if r.media.names[name] {
		name = strings.ReplaceAll(pick, "/", "-")
	}
	r.media.names[name] = true
	r.media.wanted[pick] = name
	return name
}

func (m *media) send(out *stream.Stream) error {
	paths := make([]string, 0, len(m.wanted))
	for p := range m.wanted {
		paths = append(paths, p)
	}
	sort.Strings(paths)
	for _, p := range paths {
		size, err := int64(0), error(nil)
		if strings.ContainsAny(m.wanted[p], "\\/\x00") || m.zip.Size(p) > maxMedia {
			err = io.ErrShortBuffer
		} else if r, e := m.zip.Open(p); e != nil {
			err = e
		} else {
			size, err = io.Copy(io.Discard, r)
			r.Close()
		}
		if err != nil {
			if err := out.Skip("media file "+p, "it is damaged, too large or has an unsafe name"); err != nil {
				return err
			}
			continue
		}
		err = out.Emit(study.Entry{Media: &study.Media{Name: m.wanted[p], Size: size, Open: func() (io.ReadCloser, error) { return m.zip.Open(p) }}})
		if err != nil {
			return err
		}
	}
	return nil
}

// show returns the HTML for elements that show or play a file, with the file's media
// name.
func (r *reader) show(n *markup.Node) (string, bool) {
	ref, kind, ok := shown(n)
	if !ok {
		return "", false
	}
	alt := n.Get("alt")
	if alt == "" {
		alt = strings.Join(strings.Fields(n.Plain()), " ")
	}
	switch {
	case ref == "":
		return markup.Escape(alt), true
	case strings.HasPrefix(kind, "audio") || strings.HasPrefix(kind, "video"):
		return "[sound:" + markup.Attribute(r.name(ref)) + "]", true
	case kind != "" && !strings.HasPrefix(kind, "image"):
		return markup.Escape(alt), true
	}
	img := `<img src="` + markup.Attribute(r.name(ref)) + `"`
	if alt != "" { // an empty alt would mean that the picture is only decoration
		img += ` alt="` + markup.Attribute(alt) + `"`
	}
	return img + ">", true
}

// shown returns the file that an element shows or plays, "" if it is not in the package,
// and its media type. ok is false for other elements.
func shown(n *markup.Node) (ref, kind string, ok bool) {
	switch n.Name {
	case "img":
		ref, kind = n.Get("src"), "image"
	case "object":
		ref, kind = n.Get("data"), n.Get("type")
	case "audio", "video":
		ref, kind = n.Get("src"), n.Name
		if s := n.First("source"); ref == "" && s != nil {
			ref = s.Get("src")
		}
	default:
		return "", "", false
	}
	if strings.HasPrefix(ref, "data:") || strings.Contains(ref, "://") {
		ref = ""
	}
	return ref, kind, true
}

package store

import (
	"encoding/json"
	"html"
	"net/url"
	"regexp"
	"strings"
)

// reference finds what in HTML, CSS and Anki's own marks names a media file. The
// name is in the first group that matched.
var reference = regexp.MustCompile(`(?i)\[sound:([^\]]+)\]` +
	`|\b(?:src|data|poster|href)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))` +
	`|\burl\(\s*(?:"([^"]*)"|'([^']*)'|([^"')\s]+))\s*\)`)

// mediaNames calls f with every media name a text may refer to, in each reading
// its spelling allows.
func mediaNames(text string, f func(name string)) {
	for _, m := range reference.FindAllStringSubmatch(text, -1) {
		for _, raw := range m[1:] {
			if raw == "" {
				continue
			}
			for _, name := range readings(raw) {
				f(name)
			}
		}
	}
}

// readings are the names a reference may stand for: as written, with HTML
// character references resolved, and with percent signs resolved.
func readings(raw string) []string {
	names := []string{raw}
	plain := html.UnescapeString(raw)
	if plain != raw {
		names = append(names, plain)
	}
	if strings.Contains(plain, "%") {
		if un, err := url.PathUnescape(plain); err == nil && un != plain {
			names = append(names, un)
		}
	}
	return names
}

// renamer rewrites references.
type renamer struct{ names map[string]string }

func newRenamer(names map[string]string) *renamer { return &renamer{names} }

func (r *renamer) inText(text string) string {
	if text == "" {
		return text
	}
	var b strings.Builder
	done := 0
	for _, m := range reference.FindAllStringSubmatchIndex(text, -1) {
		for g := 2; g+1 < len(m); g += 2 {
			from, to := m[g], m[g+1]
			if from < 0 || from == to {
				continue
			}
			for i, name := range readings(text[from:to]) {
				other, ok := r.names[name]
				if !ok {
					continue
				}
				if i > 0 {
					// Written as HTML or percent-encoded: the new name is too.
					other = html.EscapeString(other)
					if strings.Contains(text[from:to], "%") {
						other = url.PathEscape(r.names[name])
					}
				}
				b.WriteString(text[done:from])
				b.WriteString(other)
				done = to
				break
			}
		}
	}
	if done == 0 {
		return text
	}
	b.WriteString(text[done:])
	return b.String()
}

// inJSON rewrites every string of a JSON text: those that are a name, and the
// references in those that are HTML.
func (r *renamer) inJSON(text string) string {
	if text == "" {
		return text
	}
	found := false
	var walk func(v any) any
	walk = func(v any) any {
		switch v := v.(type) {
		case string:
			if other, ok := r.names[v]; ok {
				found = true
				return other
			}
			if s := r.inText(v); s != v {
				found = true
				return s
			}
		case []any:
			for i := range v {
				v[i] = walk(v[i])
			}
		case map[string]any:
			for k := range v {
				v[k] = walk(v[k])
			}
		}
		return v
	}
	dec := json.NewDecoder(strings.NewReader(text))
	dec.UseNumber()
	var v any
	if dec.Decode(&v) != nil {
		return text
	}
	v = walk(v)
	if !found {
		return text
	}
	b, err := json.Marshal(v)
	if err != nil {
		return text
	}
	return string(b)
}

package table

import (
	"encoding/json"
	"html"
	"net/url"
	"regexp"
	"strings"
)

// reference finds references to media files in HTML, CSS and Anki's own markup. The name
// is in the first group that matched.
var reference = regexp.MustCompile(`(?i)\[sound:([^\]]+)\]` +
	`|\b(?:src|data|poster|href)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))` +
	`|\burl\(\s*(?:"([^"]*)"|'([^']*)'|([^"')\s]+))\s*\)`)

// MediaNames calls f with every media name that a text may refer to, in each possible
// interpretation of its spelling.
func MediaNames(text string, f func(name string)) {
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

// readings returns the names that a reference may stand for: as written, with HTML
// character references decoded, and with percent-encoding decoded.
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

// Renamer rewrites references.
type Renamer struct{ names map[string]string }

// NewRenamer returns a renamer of references by the new names.
func NewRenamer(names map[string]string) *Renamer { return &Renamer{names} }

// InText rewrites the references in HTML, CSS or a field.
func (r *Renamer) InText(text string) string {
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
					// The reference is HTML-escaped or percent-encoded, so encode the new name in
					// the same way.
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

// InJSON rewrites every string in a JSON text: a string that is a media name, and the
// references in a string of HTML.
func (r *Renamer) InJSON(text string) string {
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
			if s := r.InText(v); s != v {
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

package wire

import (
	"fmt"
	"reflect"
	"strings"

	"carrel/internal/api"
)

// Tables returns a page of Markdown with its tables written anew. Each table stands between
// <!-- wire: NAME --> and <!-- end -->. The names are routes, types, words, and those of the
// unions' tags with an s, such as events.
func Tables(w api.Wire, root, page string) (string, error) {
	shapes, k, err := shapesOf(w, root)
	if err != nil {
		return "", err
	}
	tables := map[string]string{"routes": k.routes(), "types": objects(shapes), "words": words(shapes)}
	for _, u := range w.Unions {
		tables[u.Tag+"s"] = members(shapes, u.Tag)
	}
	for name, table := range tables {
		begin, end := "<!-- wire: "+name+" -->\n", "<!-- end -->"
		head, rest, ok := strings.Cut(page, begin)
		_, tail, ended := strings.Cut(rest, end)
		if !ok || !ended {
			return "", fmt.Errorf("the page has no place %q for the table of %s", strings.TrimSpace(begin), name)
		}
		page = head + begin + "\n" + table + "\n" + end + tail
	}
	return page, nil
}

func (k *walk) routes() string {
	var b strings.Builder
	b.WriteString("| call | takes | gives | |\n| --- | --- | --- | --- |\n")
	for _, r := range k.wire.Routes {
		method, path, _ := strings.Cut(r.Pattern, " /")
		if r.Query != "" {
			path += "?" + r.Query
		}
		takes := code(k.nameOf(r.Takes))
		if r.Part {
			takes = "some of " + takes
		}
		row(&b, code(method+" "+path), takes, code(k.nameOf(r.Gives)), r.About)
	}
	return b.String()
}

func (k *walk) nameOf(t reflect.Type) string {
	if t == nil {
		return ""
	}
	return k.typ(t)
}

// objects returns the table of the objects, with a row for each field.
func objects(shapes []*shape) string {
	var b strings.Builder
	b.WriteString("| type | field | | |\n| --- | --- | --- | --- |\n")
	for _, s := range shapes {
		if s.kind != "" || s.words != nil || s.of != nil {
			continue
		}
		row(&b, code(s.name), "", "", s.text())
		for _, f := range s.fields {
			row(&b, "", code(f.mark()), code(f.typ), f.doc)
		}
	}
	return b.String()
}

// members returns the table of the members of a union, with a row for each field.
func members(shapes []*shape, tag string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "| %s | field | | |\n| --- | --- | --- | --- |\n", tag)
	for _, s := range shapes {
		if s.kind == "" || s.tag != tag {
			continue
		}
		row(&b, code(s.kind), "", "", s.text())
		for _, f := range s.fields {
			row(&b, "", code(f.mark()), code(f.typ), f.doc)
		}
	}
	return b.String()
}

// words returns the table of the string types.
func words(shapes []*shape) string {
	var b strings.Builder
	b.WriteString("| type | values | |\n| --- | --- | --- |\n")
	for _, s := range shapes {
		if s.words == nil {
			continue
		}
		var values []string
		for _, w := range s.words {
			v := code(w.value)
			if w.value == "" {
				v = "the empty string"
			}
			if w.doc != "" {
				v += " (" + w.doc + ")"
			}
			values = append(values, v)
		}
		row(&b, code(s.name), strings.Join(values, ", "), s.doc)
	}
	return b.String()
}

// text returns the comment of a shape and what it has of others.
func (s *shape) text() string {
	if len(s.extends) == 0 {
		return s.doc
	}
	return s.doc + " It has the fields of `" + strings.Join(s.extends, "` and `") + "`."
}

func (f field) mark() string {
	if f.optional {
		return f.name + "?"
	}
	return f.name
}

func code(s string) string {
	if s == "" {
		return ""
	}
	return "`" + s + "`"
}

func row(b *strings.Builder, cells ...string) {
	for _, c := range cells {
		c = strings.ReplaceAll(strings.ReplaceAll(c, "\n\n", " "), "|", `\|`)
		b.WriteString("| " + c + " ")
	}
	b.WriteString("|\n")
}

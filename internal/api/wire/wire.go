// Package wire writes the types that the API sends and takes: as TypeScript for the page and as
// the tables of docs/api.md. It reads the types by reflection, and their comments and
// constants from their source.
package wire

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"carrel/internal/api"
)

// shape is a type as it is on the wire.
type shape struct {
	name, doc string
	fields    []field  // of an object
	extends   []string // the types whose fields an object has too
	kind      string   // of a member of a union
	tag       string
	words     []word   // of a string type
	of        []string // of a union
}

type field struct {
	name, typ, doc string
	optional       bool
}

type word struct{ value, doc string }

// walk collects the shapes of all types, in the order in which they are first used.
type walk struct {
	wire   api.Wire
	source *source
	shapes []*shape
	seen   map[reflect.Type]string
	named  map[string]reflect.Type
	taken  map[reflect.Type]bool // only taken, never given
	err    error
}

// shapesOf returns the shapes of all types of w. root is the folder of the module.
func shapesOf(w api.Wire, root string) ([]*shape, *walk, error) {
	k := &walk{wire: w, source: &source{root: root}, seen: map[reflect.Type]string{}, named: map[string]reflect.Type{}, taken: map[reflect.Type]bool{}}
	for _, words := range w.Words {
		s := &shape{name: words.Name, doc: words.About}
		for _, v := range words.Values {
			s.words = append(s.words, word{value: v})
		}
		k.shapes = append(k.shapes, s)
		k.named[words.Name] = reflect.TypeFor[api.Words]()
	}
	for _, r := range w.Routes {
		if r.Gives != nil {
			k.typ(r.Gives)
		}
	}
	for _, t := range w.Others {
		k.typ(t)
	}
	for _, r := range w.Routes {
		if r.Takes != nil {
			if k.seen[r.Takes] == "" {
				k.taken[r.Takes] = true
			}
			k.typ(r.Takes)
		}
	}
	return k.shapes, k, k.err
}

// name returns the name of a type on the wire. Two types of one name are an error.
func (k *walk) name(t reflect.Type) string {
	name := k.wire.Names[t]
	if name == "" {
		name = t.Name()
	}
	if other, taken := k.named[name]; taken && other != t {
		k.fail("%s and %s are both %q on the wire: give one of them another name", t, other, name)
	}
	k.named[name] = t
	return name
}

func (k *walk) fail(format string, args ...any) {
	if k.err == nil {
		k.err = fmt.Errorf(format, args...)
	}
}

type (
	textMarshaler interface{ MarshalText() ([]byte, error) }
	jsonMarshaler interface{ MarshalJSON() ([]byte, error) }
)

// typ returns the TypeScript of a Go type and collects its shape.
func (k *walk) typ(t reflect.Type) string {
	if name := k.seen[t]; name != "" {
		return name
	}
	if ts := k.wire.Custom[t]; ts != "" {
		return ts
	}
	if u, ok := k.union(t); ok {
		return k.addUnion(u)
	}
	switch {
	case t.String() == "time.Time" || t.Kind() != reflect.Pointer && t.Implements(reflect.TypeFor[textMarshaler]()):
		return "string"
	case t.String() == "json.RawMessage":
		return "unknown"
	case t.Implements(reflect.TypeFor[jsonMarshaler]()) && t.Kind() != reflect.Pointer:
		k.fail("%s writes its own JSON: say in Custom how", t)
		return "unknown"
	}
	switch t.Kind() {
	case reflect.String:
		return k.addWords(t)
	case reflect.Bool:
		return "boolean"
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64,
		reflect.Float32, reflect.Float64:
		return "number"
	case reflect.Pointer:
		return k.typ(t.Elem()) + " | null"
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Uint8 {
			return "string" // base64
		}
		elem := k.typ(t.Elem())
		if strings.Contains(elem, " ") {
			elem = "(" + elem + ")"
		}
		return elem + "[]"
	case reflect.Array:
		return "[" + strings.Join(slices.Repeat([]string{k.typ(t.Elem())}, t.Len()), ", ") + "]"
	case reflect.Map:
		key, elem := k.typ(t.Key()), k.typ(t.Elem())
		if key != "string" {
			return "Partial<Record<" + key + ", " + elem + ">>"
		}
		return "Record<string, " + elem + ">"
	case reflect.Struct:
		return k.addObject(t)
	}
	k.fail("%s cannot go over the wire", t)
	return "unknown"
}

func (k *walk) union(t reflect.Type) (api.Union, bool) {
	for _, u := range k.wire.Unions {
		if u.Of == t {
			return u, true
		}
	}
	return api.Union{}, false
}

func (k *walk) addUnion(u api.Union) string {
	name := k.name(u.Of)
	k.seen[u.Of] = name
	s := &shape{name: name, doc: renamed(k.source.doc(u.Of), u.Of.Name(), name)}
	k.shapes = append(k.shapes, s)
	for _, m := range u.Members {
		t := reflect.TypeOf(m)
		member := &shape{name: t.Name() + u.Suffix, doc: renamed(k.source.doc(t), t.Name(), t.Name()+u.Suffix), tag: u.Tag}
		member.kind = reflect.ValueOf(m).MethodByName("Kind").Call(nil)[0].String()
		if other, taken := k.named[member.name]; taken {
			k.fail("%s and %s are both %q on the wire", t, other, member.name)
		}
		k.named[member.name] = t
		k.shapes = append(k.shapes, member)
		member.fields, member.extends = k.fields(t)
		s.of = append(s.of, member.name)
	}
	return name
}

// addWords returns the type of a string type: its name if it has constants.
func (k *walk) addWords(t reflect.Type) string {
	if t.PkgPath() == "" {
		return "string"
	}
	words := k.source.words(t)
	if len(words) == 0 {
		return "string"
	}
	name := k.name(t)
	k.seen[t] = name
	k.shapes = append(k.shapes, &shape{name: name, doc: renamed(k.source.doc(t), t.Name(), name), words: words})
	return name
}

func (k *walk) addObject(t reflect.Type) string {
	if t.Name() == "" {
		k.fail("%s needs a name to go over the wire", t)
		return "unknown"
	}
	name := k.name(t)
	k.seen[t] = name
	s := &shape{name: name, doc: renamed(k.source.doc(t), t.Name(), name)}
	k.shapes = append(k.shapes, s)
	s.fields, s.extends = k.fields(t)
	return name
}

// fields returns the fields of an object, and the types of its embedded structs.
func (k *walk) fields(t reflect.Type) (out []field, extends []string) {
	for i := range t.NumField() {
		f := t.Field(i)
		tag, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case tag == "-":
			continue
		case f.Anonymous && tag == "":
			extends = append(extends, k.typ(f.Type))
			continue
		case !f.IsExported():
			continue
		case tag == "":
			k.fail("%s.%s has no name in JSON", t, f.Name)
		}
		left := strings.Split(options, ",")
		may := slices.Contains(left, "omitempty") || slices.Contains(left, "omitzero")
		pointer := f.Type.Kind() == reflect.Pointer
		typ := f.Type
		if pointer && (may || k.taken[t]) {
			typ, may = typ.Elem(), true
		}
		out = append(out, field{name: tag, typ: k.typ(typ), doc: renamed(k.source.fieldDoc(t, f.Name), f.Name, tag), optional: may})
	}
	return out, extends
}

// renamed returns a comment that begins with the Go name with the name on the wire instead.
func renamed(doc, goName, name string) string {
	if rest, ok := strings.CutPrefix(doc, goName+" "); ok {
		return name + " " + rest
	}
	return doc
}

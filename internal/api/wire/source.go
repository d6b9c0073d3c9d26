package wire

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
)

// source reads the comments and constants of types from their source.
type source struct {
	root     string // the folder of the module
	packages map[string]*pkg
}

// pkg is what a package says about its types.
type pkg struct {
	types  map[string]string            // comments of types
	fields map[string]map[string]string // comments of their fields
	words  map[string][]word            // constants of string types
}

func (s *source) doc(t reflect.Type) string { return s.of(t).types[t.Name()] }

func (s *source) fieldDoc(t reflect.Type, field string) string {
	return s.of(t).fields[t.Name()][field]
}

func (s *source) words(t reflect.Type) []word { return s.of(t).words[t.Name()] }

// of returns the package of a type. A package of another module has no comments here.
func (s *source) of(t reflect.Type) *pkg {
	if p := s.packages[t.PkgPath()]; p != nil {
		return p
	}
	p := &pkg{types: map[string]string{}, fields: map[string]map[string]string{}, words: map[string][]word{}}
	if s.packages == nil {
		s.packages = map[string]*pkg{}
	}
	s.packages[t.PkgPath()] = p
	_, dir, ours := strings.Cut(t.PkgPath(), "/")
	if !ours {
		return p
	}
	files, _ := filepath.Glob(filepath.Join(s.root, filepath.FromSlash(path.Join(dir, "*.go"))))
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, text, parser.ParseComments)
		if err != nil {
			continue
		}
		for _, d := range file.Decls {
			if g, ok := d.(*ast.GenDecl); ok {
				p.read(g)
			}
		}
	}
	return p
}

func (p *pkg) read(g *ast.GenDecl) {
	for _, spec := range g.Specs {
		switch spec := spec.(type) {
		case *ast.TypeSpec:
			doc := spec.Doc
			if doc == nil {
				doc = g.Doc
			}
			p.types[spec.Name.Name] = plain(doc)
			if st, ok := spec.Type.(*ast.StructType); ok {
				p.fields[spec.Name.Name] = fieldDocs(st)
			}
		case *ast.ValueSpec:
			p.readConst(spec)
		}
	}
}

func fieldDocs(st *ast.StructType) map[string]string {
	docs := map[string]string{}
	for _, f := range st.Fields.List {
		text := plain(f.Doc)
		if text == "" {
			text = plain(f.Comment)
		}
		for _, n := range f.Names {
			docs[n.Name] = text
		}
	}
	return docs
}

func (p *pkg) readConst(spec *ast.ValueSpec) {
	t, ok := spec.Type.(*ast.Ident)
	if !ok {
		return
	}
	for _, v := range spec.Values {
		lit, ok := v.(*ast.BasicLit)
		if !ok || lit.Kind != token.STRING {
			continue
		}
		if value, err := strconv.Unquote(lit.Value); err == nil {
			doc := plain(spec.Comment)
			if doc == "" {
				doc = plain(spec.Doc)
			}
			p.words[t.Name] = append(p.words[t.Name], word{value, doc})
		}
	}
}

// plain returns the text of a comment as one paragraph for each of its paragraphs.
func plain(c *ast.CommentGroup) string {
	var out []string
	for _, paragraph := range strings.Split(strings.TrimSpace(c.Text()), "\n\n") {
		out = append(out, strings.Join(strings.Fields(paragraph), " "))
	}
	return strings.Join(out, "\n\n")
}

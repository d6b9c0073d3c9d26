package markup

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"html"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Node is an element of an XML document or, if it has no name, a text node. Names of
// elements and attributes come without their namespaces.
type Node struct {
	Name string
	Attr map[string]string
	Kids []*Node
	Text string
	Line int
}

// Limits of a document. Exceeding them is an error. The time for nested elements grows
// with the square of the depth.
const (
	maxDepth = 400
	maxNodes = 600_000
	maxTag   = 4 << 20 // bytes of one tag, because a tag can hold a million attributes
)

// Errors of the parser.
var (
	ErrDeep  = errors.New("its elements are nested too deeply")
	ErrLarge = errors.New("it holds too many elements")
)

// XML reads a document element by element. It is as tolerant as browsers are: it knows
// the entities of HTML, adds missing end tags and replaces invalid text. It never expands
// entities that a document defines, and reads nothing outside the document.
type XML struct {
	d   *xml.Decoder
	err error
}

// NewXML returns a reader of a document.
func NewXML(b []byte) *XML {
	if !utf8.Valid(b) && !declares(b) {
		if decoded, err := charmap.Windows1252.NewDecoder().Bytes(b); err == nil {
			b = decoded
		}
	}
	d := xml.NewDecoder(&filter{r: bytes.NewReader(bytes.TrimPrefix(b, []byte("\ufeff")))})
	d.Strict = false
	d.Entity = xml.HTMLEntity
	d.CharsetReader = charset
	x := &XML{d: d}
	if longTag(b) {
		x.err = ErrLarge
	}
	return x
}

// longTag reports whether a tag is longer than maxTag.
func longTag(b []byte) bool {
	for {
		i := bytes.IndexByte(b, '<')
		if i < 0 || len(b)-i <= maxTag {
			return false
		}
		b = b[i+1:]
		if bytes.HasPrefix(b, []byte("![CDATA[")) || bytes.HasPrefix(b, []byte("!--")) {
			continue
		}
		if bytes.IndexByte(b[:maxTag], '>') < 0 {
			return true
		}
	}
}

func declares(b []byte) bool {
	head := strings.ToLower(string(b[:min(len(b), 200)]))
	return strings.HasPrefix(strings.TrimLeft(head, " \ufeff\n"), "<?xml") && strings.Contains(head, "encoding") && !strings.Contains(head, "utf-8")
}

func charset(label string, in io.Reader) (io.Reader, error) {
	switch strings.ToLower(label) {
	case "utf-8", "us-ascii", "ascii", "utf8":
		return in, nil
	case "iso-8859-1", "latin1", "windows-1252", "iso-8859-15":
		return charmap.Windows1252.NewDecoder().Reader(in), nil
	case "windows-1251":
		return charmap.Windows1251.NewDecoder().Reader(in), nil
	case "iso-8859-2":
		return charmap.ISO8859_2.NewDecoder().Reader(in), nil
	case "utf-16", "utf-16le", "utf-16be": // already decoded
		return in, nil
	}
	return nil, fmt.Errorf("its encoding %q is not known", label)
}

// filter replaces control characters, which XML does not allow and which would end the
// reading, with spaces.
type filter struct{ r *bytes.Reader }

func (f *filter) Read(p []byte) (int, error) {
	n, err := f.r.Read(p)
	for i, c := range p[:n] {
		if c < 0x20 && c != '\t' && c != '\n' && c != '\r' {
			p[i] = ' '
		}
	}
	return n, err
}

// Root reads up to the first element of the document and returns it without its content.
func (x *XML) Root() (*Node, error) {
	if x.err != nil {
		return nil, x.err
	}
	for {
		t, err := x.d.Token()
		if err != nil {
			return nil, err
		}
		if s, ok := t.(xml.StartElement); ok {
			return x.start(s), nil
		}
	}
}

// Next reads on to the next element that has one of the names, at any depth, and returns
// it with its content. After the last one it returns io.EOF.
func (x *XML) Next(names ...string) (*Node, error) {
	if x.err != nil {
		return nil, x.err
	}
	for {
		t, err := x.d.Token()
		if err != nil {
			return nil, err
		}
		s, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		for _, name := range names {
			if s.Name.Local == name {
				n := x.start(s)
				return n, x.fill(n)
			}
		}
	}
}

// ParseXML parses a whole document.
func ParseXML(b []byte) (*Node, error) {
	x := NewXML(b)
	n, err := x.Root()
	if err != nil {
		return nil, err
	}
	return n, x.fill(n)
}

func (x *XML) start(s xml.StartElement) *Node {
	line, _ := x.d.InputPos()
	n := &Node{Name: s.Name.Local, Line: line}
	if len(s.Attr) > 0 {
		n.Attr = make(map[string]string, len(s.Attr))
		for _, a := range s.Attr {
			if a.Name.Space != "xmlns" && a.Name.Local != "xmlns" {
				n.Attr[a.Name.Local] = a.Value
			}
		}
	}
	return n
}

// fill reads the content of an element.
func (x *XML) fill(root *Node) error {
	stack := []*Node{root}
	for count := 0; ; count++ {
		t, err := x.d.Token()
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			return err
		case count > maxNodes:
			return ErrLarge
		}
		top := stack[len(stack)-1]
		switch t := t.(type) {
		case xml.StartElement:
			n := x.start(t)
			top.Kids = append(top.Kids, n)
			if stack = append(stack, n); len(stack) > maxDepth {
				return ErrDeep
			}
		case xml.EndElement:
			if stack = stack[:len(stack)-1]; len(stack) == 0 {
				return nil
			}
		case xml.CharData:
			if len(t) > 0 {
				top.Kids = append(top.Kids, &Node{Text: string(t)})
			}
		}
	}
}

// First returns the first child element with that name, or nil.
func (n *Node) First(name string) *Node {
	if n == nil {
		return nil
	}
	for _, k := range n.Kids {
		if k.Name == name {
			return k
		}
	}
	return nil
}

// Find returns all elements below n with one of the names, including nested ones, in
// document order.
func (n *Node) Find(names ...string) []*Node {
	var out []*Node
	n.Walk(func(k *Node) bool {
		for _, name := range names {
			if k.Name == name {
				out = append(out, k)
			}
		}
		return true
	})
	return out
}

// Walk calls f for every element below n, and descends into the element if f returns
// true.
func (n *Node) Walk(f func(*Node) bool) {
	if n == nil {
		return
	}
	for _, k := range n.Kids {
		if k.Name != "" && f(k) {
			k.Walk(f)
		}
	}
}

// Get returns the value of an attribute, or "".
func (n *Node) Get(name string) string {
	if n == nil {
		return ""
	}
	return n.Attr[name]
}

// Plain returns all text below n, unchanged.
func (n *Node) Plain() string {
	if n == nil {
		return ""
	}
	if n.Name == "" {
		return n.Text
	}
	var b strings.Builder
	for _, k := range n.Kids {
		b.WriteString(k.Plain())
	}
	return b.String()
}

// HTML returns the content of n as HTML. If replace returns true for an element, its
// string replaces the element.
func (n *Node) HTML(replace func(*Node) (string, bool)) string {
	var b strings.Builder
	n.html(&b, replace)
	return strings.TrimSpace(b.String())
}

func (n *Node) html(b *strings.Builder, replace func(*Node) (string, bool)) {
	if n == nil {
		return
	}
	for _, k := range n.Kids {
		if k.Name == "" {
			b.WriteString(textEscaper.Replace(k.Text))
			continue
		}
		if replace != nil {
			if s, ok := replace(k); ok {
				b.WriteString(s)
				continue
			}
		}
		b.WriteByte('<')
		b.WriteString(k.Name)
		for _, name := range slices.Sorted(maps.Keys(k.Attr)) {
			fmt.Fprintf(b, ` %s="%s"`, name, html.EscapeString(k.Attr[name]))
		}
		b.WriteByte('>')
		if void[k.Name] {
			continue
		}
		k.html(b, replace)
		b.WriteString("</" + k.Name + ">")
	}
}

var (
	textEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	void        = map[string]bool{"br": true, "img": true, "hr": true, "input": true, "col": true, "source": true, "wbr": true}
)

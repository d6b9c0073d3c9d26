package qti

import (
	"strings"

	"carrel/internal/interchange/markup"
	"carrel/internal/interchange/stream"
	"carrel/internal/study"
)

// readV1 reads a document of version 1.2: single items, an assessment or an item bank.
func (r *reader) readV1(root *markup.Node) error {
	return r.level(root, nil, "")
}

// level reads items and the elements that group them.
func (r *reader) level(n *markup.Node, path []string, group string) error {
	for _, k := range n.Kids {
		var err error
		switch k.Name {
		case "assessment", "section", "objectbank":
			sub := group
			title := k.Get("title")
			if k.Name != "section" {
				sub = k.Get("ident")
			}
			if k.Name == "objectbank" {
				title = field(k.First("qtimetadata"), "bank_title")
			}
			inner := path
			if title != "" {
				inner = append(append([]string(nil), path...), title)
			}
			err = r.level(k, inner, sub)
		case "item":
			deck := r.deck
			if len(path) > 0 {
				deck = strings.Join(path, "::")
			}
			v := &v1{reader: r, node: k}
			err = r.send(v.item(), stream.CleanDeck(deck), k.Get("ident"), group)
		case "bankentry_item":
			r.found++
			err = r.out.Skip(r.place(k.Get("item_ref"), ""), "it only points to a question in a bank that is not in the file")
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// field returns the value of a metadata entry.
func field(meta *markup.Node, label string) string {
	for _, f := range meta.Find("qtimetadatafield") {
		if strings.TrimSpace(f.First("fieldlabel").Plain()) == label {
			return strings.TrimSpace(f.First("fieldentry").Plain())
		}
	}
	return ""
}

// v1 is one item of version 1.2 being read.
type v1 struct {
	*reader
	node      *markup.Node
	responses []*response
	rules     []rule
}

// response is one place to answer.
type response struct {
	ident       string
	kind        string // response_lid, response_str, response_num, response_xy, response_grp
	cardinality string
	fib         string // type of the expected text: String, Integer, Decimal
	prompt      string // HTML next to it: the left side of a pair
	labels      []label
	graphic     bool
}

type label struct {
	ident, text string
}

// material returns texts, pictures and sounds as HTML.
func (v *v1) material(n *markup.Node) string {
	var b strings.Builder
	n.Walk(func(k *markup.Node) bool {
		switch k.Name {
		case "mattext", "matemtext":
			b.WriteString(v.mattext(k))
		case "matimage":
			b.WriteString(v.picture(k.Get("uri"), k.Get("label"), "image"))
		case "mataudio", "matvideo":
			b.WriteString(v.picture(k.Get("uri"), k.Get("label"), "audio"))
		case "matbreak":
			b.WriteString("<br>")
		case "response_lid", "response_str", "response_num", "response_xy", "response_grp", "response_label":
			return false
		default:
			return true
		}
		return false
	})
	return b.String()
}

func (v *v1) picture(uri, alt, kind string) string {
	name := "img"
	if kind == "audio" {
		name = "audio"
	}
	s, _ := v.show(&markup.Node{Name: name, Attr: map[string]string{"src": uri, "alt": alt}})
	return s
}

// mattext returns a text as HTML. The source is plain text, escaped HTML or elements.
func (v *v1) mattext(n *markup.Node) string {
	for _, k := range n.Kids {
		if k.Name != "" {
			return n.HTML(v.show)
		}
	}
	text := n.Plain()
	if t := n.Get("texttype"); t == "text/html" || t == "text/xhtml" || t == "" && markup.Looks(text) {
		return v.rename(text)
	}
	return markup.Escape(strings.Join(strings.Fields(text), " "))
}

// rename replaces file paths in escaped HTML with media names.
func (v *v1) rename(s string) string {
	s = strings.TrimSpace(s)
	if !strings.Contains(s, "src=") {
		return s
	}
	return sourceAttr.ReplaceAllStringFunc(s, func(m string) string {
		p := sourceAttr.FindStringSubmatch(m)
		if strings.Contains(p[2], "://") || strings.HasPrefix(p[2], "data:") {
			return m
		}
		return `src="` + markup.Attribute(v.name(p[2])) + `"`
	})
}

func (v *v1) item() *study.Item {
	it := &study.Item{Title: strings.TrimSpace(v.node.Get("title")), Lang: v.node.Get("lang")}
	body := v.node.First("presentation")
	v.collect(body)
	v.readRules()
	kind := ""
	for _, meta := range v.node.Find("itemmetadata") {
		if kind = field(meta, "question_type"); kind == "" {
			kind = strings.TrimSuffix(strings.TrimPrefix(field(meta, "cc_profile"), "cc."), ".v0p1")
		}
		if kind != "" {
			break
		}
	}
	v.fill(it, body, kind)
	it.Feedback = v.feedback()
	return it
}

// collect finds the places to answer.
func (v *v1) collect(body *markup.Node) {
	body.Walk(func(n *markup.Node) bool {
		if !strings.HasPrefix(n.Name, "response_") || n.Name == "response_label" {
			return true
		}
		p := &response{ident: n.Get("ident"), kind: n.Name, cardinality: n.Get("rcardinality")}
		for _, k := range n.Kids {
			if k.Name == "material" || k.Name == "material_ref" {
				p.prompt += v.material(&markup.Node{Kids: []*markup.Node{k}})
			}
		}
		for _, f := range n.Find("render_fib") {
			p.fib = f.Get("fibtype")
			if p.fib == "" {
				p.fib = "String"
			}
		}
		p.graphic = len(n.Find("render_hotspot")) > 0 || n.Name == "response_xy"
		for _, l := range n.Find("response_label") {
			p.labels = append(p.labels, label{l.Get("ident"), v.material(l)})
		}
		v.responses = append(v.responses, p)
		return false
	})
}

func (p *response) text(ident string) string {
	for _, l := range p.labels {
		if l.ident == ident {
			return l.text
		}
	}
	return ""
}

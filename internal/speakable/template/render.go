package template

import (
	"cmp"
	"encoding/json"
	"html"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"carrel/internal/lang"
	"carrel/internal/speakable/mark"
	"carrel/internal/speakable/markup"
	"carrel/internal/speakable/tree"
	"carrel/internal/study"
)

// Source is a note, the rendered card of it, and the values that its template can name.
type Source struct {
	NoteType *study.NoteType
	Note     *study.Note
	Card     *study.Card // nil if the card has no ID
	DeckName string      // path joined with "::"
}

// Renderer renders the two sides of one card.
type Renderer struct {
	src      Source
	NoteType *study.NoteType
	Ord      int
	Cloze    bool // cards are cloze numbers and not templates
	Fields   []string
	index    map[string]int // field name → index
	langs    []string       // language of each field, "" unknown

	back      bool
	FrontHTML string          // the HTML of {{FrontSide}}
	said      map[string]bool // fields that this side speaks by {{tts}}
	inTag     bool            // the next output is inside a tag
	size      int

	Hidden []Hidden // the parts that the front hides
	Shapes []Shape  // image occlusion
	Typed  []string // HTML of the fields to type, from the back or front
	Used   map[int]bool
	Cut    bool // something was left out because of its size
	Many   bool // the front hides more than MaxHidden parts
}

// Hidden is one blank of a cloze question.
type Hidden struct {
	HTML  string
	hint  string
	field int
	Lang  string
}

// inlineData matches files embedded in HTML. They are never shown, because media come
// only from the collection, and they can be long.
var inlineData = regexp.MustCompile(`data:[\w.+-]+/[\w.+-]+;base64,[\w+/=\s]{100,}`)

// New prepares card number ord of a note for rendering.
func New(in Source, ord int) *Renderer {
	nt := in.NoteType
	r := &Renderer{src: in, NoteType: nt, Ord: ord, Cloze: nt.Kind != study.Standard && nt.Kind != "",
		index: map[string]int{}, Used: map[int]bool{}}
	for i, f := range nt.Fields {
		name := strings.TrimSpace(f.Name)
		if _, dup := r.index[name]; !dup {
			r.index[name] = i
		}
		v := ""
		if i < len(in.Note.Fields) {
			v = in.Note.Fields[i]
		}
		if len(v) > tree.MaxHTML {
			v = inlineData.ReplaceAllString(v, "data:")
		}
		if len(v) > tree.MaxHTML {
			v, r.Cut = tree.Cut(v, tree.MaxHTML), true
		}
		r.Fields = append(r.Fields, mark.Clean(v))
	}
	r.langs = fieldLangs(nt)
	return r
}

// Template returns the card's template.
func (r *Renderer) Template() study.Template {
	if r.Cloze {
		return r.NoteType.Templates[0]
	}
	return r.NoteType.Templates[r.Ord]
}

// Side renders one side to HTML with marks.
func (r *Renderer) Side(src string, back bool) string {
	r.back, r.inTag, r.size = back, false, 0
	nodes := Parse(programs.ReplaceAllString(tree.Cut(src, tree.MaxHTML), ""))
	r.said = map[string]bool{}
	replacements(nodes, r.full, func(n Node) {
		if len(n.filters) > 0 && isTTS(n.filters[len(n.filters)-1]) {
			r.said[n.Key] = true
		}
	})
	var b strings.Builder
	r.render(nodes, &b)
	return b.String()
}

// programs matches scripts and style sheets of a template. They are removed before the
// fields are filled in; otherwise a field with broken HTML could turn their text into
// the card's.
var programs = regexp.MustCompile(`(?is)<script\b.*?</script\s*>|<style\b.*?</style\s*>`)

func isTTS(filter string) bool { return filter == "tts" || strings.HasPrefix(filter, "tts ") }

// full reports whether a name in a conditional counts as non-empty.
func (r *Renderer) full(name string) bool {
	if i, ok := r.index[name]; ok {
		return !EmptyField(r.Fields[i])
	}
	if n, ok := strings.CutPrefix(name, "c"); ok && r.Cloze {
		if k, err := strconv.Atoi(n); err == nil {
			return k == r.Ord+1
		}
	}
	v := r.special(name)
	return strings.TrimSpace(v) != ""
}

// special returns the HTML of a name that is not a field.
func (r *Renderer) special(name string) string {
	switch name {
	case "FrontSide":
		if r.back {
			return r.FrontHTML
		}
		return ""
	case "Tags":
		return html.EscapeString(mark.Clean(strings.Join(r.src.Note.Tags, " ")))
	case "Type":
		return html.EscapeString(mark.Clean(r.NoteType.Name))
	case "Deck":
		return html.EscapeString(mark.Clean(r.src.DeckName))
	case "Subdeck":
		deck := r.src.DeckName
		if i := strings.LastIndex(deck, "::"); i >= 0 {
			deck = deck[i+2:]
		}
		return html.EscapeString(mark.Clean(deck))
	case "Card":
		name := r.Template().Name
		if r.Cloze {
			name += " " + strconv.Itoa(r.Ord+1)
		}
		return html.EscapeString(mark.Clean(name))
	case "CardFlag":
		var o struct {
			Flags int `json:"flags"`
		}
		if r.src.Card != nil && json.Unmarshal(r.src.Card.Origin, &o) == nil && o.Flags&7 > 0 {
			return "flag" + strconv.Itoa(o.Flags&7)
		}
		return ""
	}
	return ""
}

func (r *Renderer) write(b *strings.Builder, s string) {
	if r.size+len(s) > tree.MaxHTML {
		r.Cut = true
		return
	}
	r.size += len(s)
	b.WriteString(s)
}

func (r *Renderer) render(nodes []Node, b *strings.Builder) {
	for _, n := range nodes {
		switch {
		case n.section == '#':
			if r.full(n.Key) {
				r.render(n.Kids, b)
			}
		case n.section == '^':
			if !r.full(n.Key) {
				r.render(n.Kids, b)
			}
		case n.Key != "":
			r.write(b, r.replace(n))
		default:
			r.inTag = tagState(n.text, r.inTag)
			r.write(b, n.text)
		}
	}
}

// replace renders one {{filters:Field}}.
func (r *Renderer) replace(n Node) string {
	if n.Key == "FrontSide" {
		if !r.back || r.inTag {
			return ""
		}
		return mark.Wrap(mark.AgainOpen, r.FrontHTML, mark.AgainClose)
	}
	idx, ok := r.index[n.Key]
	if !ok {
		return r.special(n.Key)
	}
	if r.inTag {
		// Inside a tag only a plain value makes sense; the walks read it from attributes that
		// they trust.
		return r.Fields[idx]
	}
	if !r.back {
		r.Used[idx] = true
	}
	v := fieldValue{html: r.Fields[idx], idx: idx, lang: r.langs[idx], muted: r.said[n.Key]}
	for _, f := range n.filters {
		r.filter(&v, f, n)
	}
	if v.muted {
		v.html = mark.Wrap(mark.ScreenOpen, v.html, mark.ScreenClose)
	}
	v.html = mark.Field(idx, v.lang, v.html)
	if v.again {
		// The sentence of a cloze repeats the question; the answer is taken from the text that
		// the front hid.
		v.html = mark.Wrap(mark.AgainOpen, v.html, mark.AgainClose)
	}
	return v.html
}

// fieldValue is the value of a field while the filters of its tag change it.
type fieldValue struct {
	html  string
	idx   int // of the field
	lang  string
	muted bool // another tag of this side speaks the field
	again bool // it repeats the question
}

// filter applies one filter of the tag n.
func (r *Renderer) filter(v *fieldValue, filter string, n Node) {
	switch name, arg, _ := strings.Cut(filter, " "); name {
	case "cloze":
		v.html, v.again = r.clozeField(v.html, v.idx, v.lang), r.back
	case "cloze-only":
		v.html, v.again = r.clozeOnly(v.html, v.idx, v.lang), r.back
	case "text":
		v.html = html.EscapeString(tree.Text(v.html))
	case "hint":
		if EmptyField(v.html) {
			v.html = ""
			return
		}
		v.html = string(mark.HintOpen) + html.EscapeString(mark.Clean(n.Key)) + string(mark.ArgEnd) + v.html + string(mark.HintClose)
	case "type":
		v.html = r.typeField(v.html, v.idx, n.filters)
	case "furigana":
		v.html = furigana(v.html)
	case "kana":
		v.html = FuriganaPart(v.html, true)
	case "kanji":
		v.html = FuriganaPart(v.html, false)
	case "tts":
		l, voice := markup.TTSOptions(arg)
		v.html, v.muted = mark.Said(cmp.Or(l, v.lang), voice, v.html), false
	case "tts-voices":
		v.html = ""
	}
}

// typeField renders {{type:F}}: nothing on the front, and the right answer on the back.
func (r *Renderer) typeField(v string, idx int, filters []string) string {
	for _, f := range filters {
		if f == "cloze" {
			if len(r.Hidden) == 0 {
				r.clozeField(r.Fields[idx], idx, r.langs[idx])
			}
			return ""
		}
	}
	r.Typed = append(r.Typed, r.Fields[idx])
	if !r.back {
		delete(r.Used, idx)
		return ""
	}
	return v
}

func (r *Renderer) clozeField(src string, idx int, langTag string) string {
	nodes := parseCloze(src)
	var b strings.Builder
	st := textState{}
	r.walkCloze(nodes, &b, &st, idx, langTag)
	return b.String()
}

func (r *Renderer) walkCloze(nodes []clozeNode, b *strings.Builder, st *textState, idx int, langTag string) {
	for _, n := range nodes {
		if n.nums == nil {
			st.read(n.text)
			b.WriteString(n.text)
			continue
		}
		if s := n.shape(); s != "" {
			if len(r.Shapes) < maxShapes && !r.back {
				r.Shapes = append(r.Shapes, parseShape(s, n.asks(r.Ord+1), n.nums[0] == 0))
			}
			continue
		}
		switch {
		case !n.asks(r.Ord + 1):
			r.walkCloze(n.kids, b, st, idx, langTag)
		case r.back:
			if st.tag || st.tex {
				r.walkCloze(n.kids, b, st, idx, langTag)
				continue
			}
			b.WriteRune(mark.ShownOpen)
			r.walkCloze(n.kids, b, st, idx, langTag)
			b.WriteRune(mark.ShownClose)
		default:
			content := clozePlain(n.kids)
			if st.tex {
				content = `\(` + content + `\)`
			}
			if !st.tag {
				r.hide(Hidden{content, tree.Text(n.hint), idx, langTag})
				b.WriteString(mark.Blank(r.safeHint(n.hint, content)))
			}
			// The tags that the cloze opened or closed are hidden with it. The state after it is
			// the state that its content leaves.
			st.read(clozePlain(n.kids))
		}
	}
}

// MaxHidden is the most blanks of one card.
const MaxHidden = 100

// hide records the hidden text of a cloze, each text once.
func (r *Renderer) hide(h Hidden) {
	if slices.ContainsFunc(r.Hidden, func(o Hidden) bool { return o.HTML == h.HTML }) {
		return
	}
	if len(r.Hidden) == MaxHidden {
		r.Many = true
		return
	}
	r.Hidden = append(r.Hidden, h)
}

// safeHint returns a hint in plain text, or "" if the hint gives the answer away.
func (r *Renderer) safeHint(hint, content string) string {
	h := tree.Text(hint)
	if lang.ContainsWords(h, tree.Text(content)) {
		return ""
	}
	return h
}

// clozeOnly renders {{cloze-only:F}}: on the front only the hints or blanks, on the
// back only the hidden texts.
func (r *Renderer) clozeOnly(src string, idx int, langTag string) string {
	var parts []string
	var walk func([]clozeNode)
	walk = func(ns []clozeNode) {
		for _, n := range ns {
			if n.nums == nil {
				continue
			}
			if !n.asks(r.Ord + 1) {
				walk(n.kids)
				continue
			}
			content := clozePlain(n.kids)
			if r.back {
				parts = append(parts, mark.Wrap(mark.ShownOpen, content, mark.ShownClose))
			} else {
				r.hide(Hidden{content, tree.Text(n.hint), idx, langTag})
				parts = append(parts, mark.Blank(r.safeHint(n.hint, content)))
			}
		}
	}
	walk(parseCloze(src))
	return strings.Join(parts, ", ")
}

// textState says whether a position in HTML is inside a tag or a formula.
type textState struct{ tag, tex bool }

var texDelims = []struct {
	s    string
	open bool
}{{`\(`, true}, {`\)`, false}, {`\[`, true}, {`\]`, false}, {"[latex]", true}, {"[/latex]", false},
	{"[$]", true}, {"[/$]", false}, {"[$$]", true}, {"[/$$]", false}, {"<anki-mathjax", true}, {"</anki-mathjax", false}}

func (st *textState) read(s string) {
	st.tag = tagState(s, st.tag)
	for i := 0; i < len(s); i++ {
		if c := s[i]; c != '\\' && c != '[' && c != '<' {
			continue
		}
		for _, d := range texDelims {
			if strings.HasPrefix(s[i:], d.s) {
				st.tex = d.open
				break
			}
		}
	}
}

// tagState reports whether a tag is open after s, given whether one was open before it.
func tagState(s string, open bool) bool {
	lt, gt := strings.LastIndexByte(s, '<'), strings.LastIndexByte(s, '>')
	switch {
	case lt > gt:
		return lt+1 < len(s) && (s[lt+1] == '/' || lang.IsLetter(s[lt+1]))
	case gt > lt:
		return false
	}
	return open
}

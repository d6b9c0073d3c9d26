package speakable

import (
	"encoding/json"
	"html"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"carrel/internal/study"
)

// Source is a note, the card of it that is rendered, and what its template may name.
type Source struct {
	NoteType *study.NoteType
	Note     *study.Note
	Card     *study.Card // nil where the card has no identity
	DeckName string      // path joined with "::"
}

// renderer renders the two sides of one card.
type renderer struct {
	src    Source
	nt     *study.NoteType
	ord    int
	cloze  bool // cards are cloze numbers, not templates
	fields []string
	index  map[string]int // field name → index
	langs  []string       // language of each field, "" unknown

	back      bool
	frontHTML string          // what FrontSide stands for
	said      map[string]bool // fields this side speaks by {{tts}}
	inTag     bool            // the next output stands inside a tag
	size      int

	hidden []hidden // what the front hides
	shapes []shape  // image occlusion
	typed  []string // HTML of the fields to type, from the back or front
	used   map[int]bool
	cut    bool // something was left out for its size
	many   bool // the front hides more than is kept
}

// hidden is one blank of a cloze question.
type hidden struct {
	html  string
	hint  string
	field int
	lang  string
}

// inlineData are files inside HTML. They are never shown, since media come
// from the collection alone, and may be long.
var inlineData = regexp.MustCompile(`data:[\w.+-]+/[\w.+-]+;base64,[\w+/=\s]{100,}`)

func newRenderer(in Source, ord int) *renderer {
	nt := in.NoteType
	r := &renderer{src: in, nt: nt, ord: ord, cloze: nt.Kind != study.Standard && nt.Kind != "",
		index: map[string]int{}, used: map[int]bool{}}
	for i, f := range nt.Fields {
		name := strings.TrimSpace(f.Name)
		if _, dup := r.index[name]; !dup {
			r.index[name] = i
		}
		v := ""
		if i < len(in.Note.Fields) {
			v = in.Note.Fields[i]
		}
		if len(v) > maxHTML {
			v = inlineData.ReplaceAllString(v, "data:")
		}
		if len(v) > maxHTML {
			v, r.cut = cut(v, maxHTML), true
		}
		r.fields = append(r.fields, clean(v))
	}
	r.langs = fieldLangs(nt)
	return r
}

// template returns the card's template.
func (r *renderer) template() study.Template {
	if r.cloze {
		return r.nt.Templates[0]
	}
	return r.nt.Templates[r.ord]
}

// side renders one side to HTML with marks.
func (r *renderer) side(src string, back bool) string {
	r.back, r.inTag, r.size = back, false, 0
	nodes := parseTemplate(programs.ReplaceAllString(cut(src, maxHTML), ""))
	r.said = map[string]bool{}
	replacements(nodes, r.full, func(n node) {
		if len(n.filters) > 0 && isTTS(n.filters[len(n.filters)-1]) {
			r.said[n.key] = true
		}
	})
	var b strings.Builder
	r.render(nodes, &b)
	return b.String()
}

// programs are scripts and style sheets of a template. They go before its
// fields are filled in: a field that breaks the HTML could else turn their
// text into the card's.
var programs = regexp.MustCompile(`(?is)<script\b.*?</script\s*>|<style\b.*?</style\s*>`)

func isTTS(filter string) bool { return filter == "tts" || strings.HasPrefix(filter, "tts ") }

// full reports whether a name in a conditional counts as non-empty.
func (r *renderer) full(name string) bool {
	if i, ok := r.index[name]; ok {
		return !emptyField(r.fields[i])
	}
	if n, ok := strings.CutPrefix(name, "c"); ok && r.cloze {
		if k, err := strconv.Atoi(n); err == nil {
			return k == r.ord+1
		}
	}
	v, _ := r.special(name)
	return strings.TrimSpace(v) != ""
}

// special returns the HTML of a name that is not a field.
func (r *renderer) special(name string) (string, bool) {
	switch name {
	case "FrontSide":
		if r.back {
			return r.frontHTML, true
		}
		return "", true
	case "Tags":
		return html.EscapeString(clean(strings.Join(r.src.Note.Tags, " "))), true
	case "Type":
		return html.EscapeString(clean(r.nt.Name)), true
	case "Deck":
		return html.EscapeString(clean(r.src.DeckName)), true
	case "Subdeck":
		deck := r.src.DeckName
		if i := strings.LastIndex(deck, "::"); i >= 0 {
			deck = deck[i+2:]
		}
		return html.EscapeString(clean(deck)), true
	case "Card":
		name := r.template().Name
		if r.cloze {
			name += " " + strconv.Itoa(r.ord+1)
		}
		return html.EscapeString(clean(name)), true
	case "CardFlag":
		var o struct {
			Flags int `json:"flags"`
		}
		if r.src.Card != nil && json.Unmarshal(r.src.Card.Origin, &o) == nil && o.Flags&7 > 0 {
			return "flag" + strconv.Itoa(o.Flags&7), true
		}
		return "", true
	}
	return "", false
}

func (r *renderer) write(b *strings.Builder, s string) {
	if r.size+len(s) > maxHTML {
		r.cut = true
		return
	}
	r.size += len(s)
	b.WriteString(s)
}

func (r *renderer) render(nodes []node, b *strings.Builder) {
	for _, n := range nodes {
		switch {
		case n.section == '#':
			if r.full(n.key) {
				r.render(n.kids, b)
			}
		case n.section == '^':
			if !r.full(n.key) {
				r.render(n.kids, b)
			}
		case n.key != "":
			r.write(b, r.replace(n))
		default:
			r.inTag = tagState(n.text, r.inTag)
			r.write(b, n.text)
		}
	}
}

// replace renders one {{filters:Field}}.
func (r *renderer) replace(n node) string {
	if n.key == "FrontSide" {
		if !r.back || r.inTag {
			return ""
		}
		return wrap(againOpen, r.frontHTML, againClose)
	}
	idx, ok := r.index[n.key]
	if !ok {
		v, _ := r.special(n.key)
		return v
	}
	if r.inTag {
		// Inside a tag only a plain value makes sense; the walks read it
		// from attributes they trust.
		return r.fields[idx]
	}
	if !r.back {
		r.used[idx] = true
	}
	v, lang := r.fields[idx], r.langs[idx]
	again := false
	muted := r.said[n.key]
	for _, f := range n.filters {
		switch name, arg, _ := strings.Cut(f, " "); name {
		case "cloze":
			v = r.clozeField(v, idx, lang)
			again = r.back
		case "cloze-only":
			v = r.clozeOnly(v, idx, lang)
			again = r.back
		case "text":
			v = html.EscapeString(textOf(v))
		case "hint":
			if emptyField(v) {
				v = ""
				continue
			}
			v = string(hintOpen) + html.EscapeString(clean(n.key)) + string(argEnd) + v + string(hintClose)
		case "type":
			v = r.typeField(v, idx, n.filters)
		case "furigana":
			v = furigana(v)
		case "kana":
			v = furiganaPart(v, true)
		case "kanji":
			v = furiganaPart(v, false)
		case "tts":
			l, voice := ttsOptions(arg)
			if l == "" {
				l = lang
			}
			v, muted = markSaid(l, voice, v), false
		case "tts-voices":
			v = ""
		}
	}
	if muted {
		v = wrap(screenOpen, v, screenClose)
	}
	v = markField(idx, lang, v)
	if again {
		// The sentence of a cloze is the question over again; its answer is
		// taken from what the front hid.
		v = wrap(againOpen, v, againClose)
	}
	return v
}

// typeField renders {{type:F}}: nothing on the front, the right answer on the
// back.
func (r *renderer) typeField(v string, idx int, filters []string) string {
	for _, f := range filters {
		if f == "cloze" {
			if len(r.hidden) == 0 {
				r.clozeField(r.fields[idx], idx, r.langs[idx])
			}
			return ""
		}
	}
	r.typed = append(r.typed, r.fields[idx])
	if !r.back {
		delete(r.used, idx)
		return ""
	}
	return v
}

func (r *renderer) clozeField(src string, idx int, lang string) string {
	nodes := parseCloze(src)
	var b strings.Builder
	st := textState{}
	r.walkCloze(nodes, &b, &st, idx, lang)
	return b.String()
}

func (r *renderer) walkCloze(nodes []clozeNode, b *strings.Builder, st *textState, idx int, lang string) {
	for _, n := range nodes {
		if n.nums == nil {
			st.read(n.text)
			b.WriteString(n.text)
			continue
		}
		if s := n.shape(); s != "" {
			if len(r.shapes) < maxShapes && !r.back {
				r.shapes = append(r.shapes, parseShape(s, n.asks(r.ord+1), n.nums[0] == 0))
			}
			continue
		}
		switch {
		case !n.asks(r.ord + 1):
			r.walkCloze(n.kids, b, st, idx, lang)
		case r.back:
			if st.tag || st.tex {
				r.walkCloze(n.kids, b, st, idx, lang)
				continue
			}
			b.WriteRune(shownOpen)
			r.walkCloze(n.kids, b, st, idx, lang)
			b.WriteRune(shownClose)
		default:
			content := clozePlain(n.kids)
			if st.tex {
				content = `\(` + content + `\)`
			}
			if !st.tag {
				r.hide(hidden{content, textOf(n.hint), idx, lang})
				b.WriteString(markBlank(r.safeHint(n.hint, content)))
			}
			// What the cloze opened or closed, it hides; the state after it
			// is the state its content leaves.
			st.read(clozePlain(n.kids))
		}
	}
}

// maxHidden bounds the blanks of one card.
const maxHidden = 100

// hide records what a cloze hides, each text once.
func (r *renderer) hide(h hidden) {
	if slices.ContainsFunc(r.hidden, func(o hidden) bool { return o.html == h.html }) {
		return
	}
	if len(r.hidden) == maxHidden {
		r.many = true
		return
	}
	r.hidden = append(r.hidden, h)
}

// safeHint is a hint in plain text, or "" where the hint gives the answer.
func (r *renderer) safeHint(hint, content string) string {
	h := textOf(hint)
	if containsWords(h, textOf(content)) {
		return ""
	}
	return h
}

// clozeOnly renders {{cloze-only:F}}: on the front the hints or blanks alone,
// on the back the hidden texts.
func (r *renderer) clozeOnly(src string, idx int, lang string) string {
	var parts []string
	var walk func([]clozeNode)
	walk = func(ns []clozeNode) {
		for _, n := range ns {
			if n.nums == nil {
				continue
			}
			if !n.asks(r.ord + 1) {
				walk(n.kids)
				continue
			}
			content := clozePlain(n.kids)
			if r.back {
				parts = append(parts, wrap(shownOpen, content, shownClose))
			} else {
				r.hide(hidden{content, textOf(n.hint), idx, lang})
				parts = append(parts, markBlank(r.safeHint(n.hint, content)))
			}
		}
	}
	walk(parseCloze(src))
	return strings.Join(parts, ", ")
}

// textState tells whether a place in HTML stands inside a tag or a formula.
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

// tagState reports whether a tag is open after s, if one was before it or not.
func tagState(s string, open bool) bool {
	lt, gt := strings.LastIndexByte(s, '<'), strings.LastIndexByte(s, '>')
	switch {
	case lt > gt:
		return lt+1 < len(s) && (s[lt+1] == '/' || isLetter(s[lt+1]))
	case gt > lt:
		return false
	}
	return open
}

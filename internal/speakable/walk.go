package speakable

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// run is text in one voice, or a recording, within a block.
type run struct {
	text  string
	lang  string // as the card says; "" unknown
	voice string
	sound string
	field int  // index of the field it came from, −1 for the template
	code  bool // symbols are said by name
	fixed bool // words already: not to be put into words or masked again
	blank bool // stands for what a cloze hides
	image bool // stands for an image that nothing describes
}

// block is what is said without a pause.
type block struct {
	prefix string // "1 of 3"
	item   bool   // an item of a list
	runs   []run
}

func (b *block) empty() bool {
	for _, r := range b.runs {
		if r.sound != "" || strings.TrimSpace(r.text) != "" {
			return false
		}
	}
	return true
}

// said is what a walk over one side found.
type said struct {
	blocks []block
	facts  facts
}

// facts are what decides whether a side works by ear.
type facts struct {
	images  int // without usable alt text
	pics    int // all images
	longest int // items of the longest list
	table   bool
	code    bool
	math    bool
	blanks  int
	sounds  []string
	videos  int
	texts   bool // there is something to read out
}

func (f *facts) add(g facts) {
	f.images += g.images
	f.pics += g.pics
	f.longest = max(f.longest, g.longest)
	f.table = f.table || g.table
	f.code = f.code || g.code
	f.math = f.math || g.math
	f.blanks += g.blanks
	f.sounds = append(f.sounds, g.sounds...)
	f.videos += g.videos
	f.texts = f.texts || g.texts
}

type walker struct {
	lang string // spoken where nothing else is said
	back bool

	said
	cur     block
	langs   []string // of elements, fields and {{tts}}, innermost last
	voice   string
	field   int
	code    int
	pre     int
	rule    bool   // <hr id=answer> parts the answer from what repeats the question
	before  said   // what stood before it
	pending string // prefix for the next block
	inItem  bool
	size    int // bytes taken so far
}

// sides of a card, for the walk.
type side uint8

const (
	askSide  side = iota // a question
	tellSide             // an answer, or part of one
	backSide             // the back of a template: what stands before <hr id=answer> is not the answer
)

// speak walks rendered HTML.
func speak(src, lang string, s side) said {
	w := &walker{lang: lang, back: s != askSide, rule: s == backSide, field: -1}
	w.kids(parseHTML(inlineTags(forEars(src))))
	w.end()
	if len(w.blocks) == 0 && len(w.before.blocks) > 0 {
		w.said = w.before
	}
	if w.back && w.facts.texts {
		w.blocks = withoutImages(w.blocks)
	}
	return w.said
}

// forEars drops from rendered HTML what is never said: hints, text that a
// {{tts}} says in its place, and on the back the question over again. It works
// on the text and not on the tree, because broken HTML in a field may move
// what surrounds it.
func forEars(s string) string {
	if !strings.ContainsAny(s, string([]rune{screenOpen, hintOpen, againOpen})) {
		return s
	}
	var b strings.Builder
	depth := 0
	for i, r := range s {
		switch r {
		case screenOpen, hintOpen, againOpen:
			depth++
		case screenClose, hintClose, againClose:
			depth = max(0, depth-1)
			if depth == 0 {
				b.WriteByte(' ')
			}
		default:
			if depth == 0 {
				b.WriteString(s[i : i+utf8.RuneLen(r)])
			}
		}
	}
	return b.String()
}

// withoutImages drops the word "image" from an answer that has other words.
func withoutImages(blocks []block) []block {
	var out []block
	for _, b := range blocks {
		b.runs = slices.DeleteFunc(b.runs, func(r run) bool { return r.image })
		if !b.empty() {
			out = append(out, b)
		}
	}
	return out
}

func (w *walker) top() string {
	for i := len(w.langs) - 1; i >= 0; i-- {
		if w.langs[i] != "" {
			return w.langs[i]
		}
	}
	return ""
}

func (w *walker) words() (*words, string) {
	l := w.top()
	if l == "" {
		l = w.lang
	}
	return wordsOr(l, w.lang)
}

// end finishes the block at hand.
func (w *walker) end() {
	if !w.cur.empty() {
		w.cur.prefix, w.cur.item = w.pending, w.inItem
		w.pending = ""
		w.blocks = append(w.blocks, w.cur)
	}
	w.cur = block{}
}

func (w *walker) add(r run) {
	r.lang, r.voice, r.field = w.top(), w.voice, w.field
	w.put(r)
}

// say adds words of Carrel's own, or words made from a formula.
func (w *walker) say(text, lang string, blank bool) {
	if text == "" {
		return
	}
	w.put(run{text: " " + text + " ", lang: lang, field: w.field, fixed: true, blank: blank})
}

// maxSpoken bounds what is read of one side, in bytes: it is half an hour of speech.
const maxSpoken = 30_000

func (w *walker) put(r run) {
	if w.size += len(r.text); w.size > maxSpoken {
		return
	}
	if r.sound == "" && strings.TrimSpace(r.text) != "" {
		w.facts.texts = true
	}
	if n := len(w.cur.runs); n > 0 && r.sound == "" {
		last := &w.cur.runs[n-1]
		same := *last
		same.text = r.text
		if last.sound == "" && same == r && !r.blank {
			last.text += r.text
			return
		}
	}
	w.cur.runs = append(w.cur.runs, r)
}

func (w *walker) kids(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			w.text(c.Data)
		case html.ElementNode:
			w.element(c)
		}
	}
}

func (w *walker) text(s string) {
	for _, p := range pieces(s) {
		switch p.mark {
		case 0:
			if w.pre > 0 && w.code > 0 {
				for i, line := range strings.Split(p.text, "\n") {
					if i > 0 {
						w.end()
					}
					w.add(run{text: line, code: true})
				}
				continue
			}
			w.add(run{text: p.text, code: w.code > 0})
		case blankOpen:
			ws, l := w.words()
			w.facts.blanks++
			w.say(ws.blank, l, true)
			if h := strings.TrimSpace(p.text); h != "" {
				w.add(run{text: ", " + h + ", "})
			}
		case texOpen:
			w.facts.math = true
			ws, l := w.words()
			w.say(sayTeX(strings.TrimPrefix(p.text, string(texBlock)), ws), l, false)
		case soundOpen:
			w.sound(p.text)
		case fieldOpen:
			idx, lang, _ := strings.Cut(p.text, ";")
			w.field, _ = strconv.Atoi(idx)
			w.langs = append(w.langs, lang)
		case fieldClose:
			w.field = -1
			w.pop()
		case saidOpen:
			lang, voice, _ := strings.Cut(p.text, ";")
			w.langs = append(w.langs, tidyLang(lang))
			w.voice = voice
		case saidClose:
			w.voice = ""
			w.pop()
		case subOpen, subClose, supOpen, supClose:
			w.add(run{text: string(p.mark)})
		}
	}
}

func (w *walker) pop() {
	if n := len(w.langs); n > 0 {
		w.langs = w.langs[:n-1]
	}
}

func (w *walker) sound(name string) {
	name = mediaName(name)
	if name == "" {
		return
	}
	if videoFile(name) {
		w.facts.videos++
	}
	w.facts.sounds = append(w.facts.sounds, name)
	w.cur.runs = append(w.cur.runs, run{sound: name, field: w.field})
}

func (w *walker) element(n *html.Node) {
	a := n.DataAtom
	if neverShown[a] || unseen(n) {
		// A formula renderer's output is hidden from readers and repeated in
		// a form made for them.
		return
	}
	if l, ok := attr(n, "lang"); ok && tidyLang(l) != "" {
		w.langs = append(w.langs, tidyLang(l))
		defer w.pop()
	}
	switch a {
	case atom.Img, atom.Image:
		w.image(n)
		return
	case atom.Audio, atom.Video:
		w.player(n)
		return
	case atom.Br:
		w.end()
		return
	case atom.Hr:
		w.end()
		if id, _ := attr(n, "id"); id == "answer" && w.rule {
			w.before, w.said, w.pending, w.rule = w.said, said{}, "", false
		}
		return
	case atom.Ul, atom.Ol, atom.Menu, atom.Dir:
		w.list(n)
		return
	case atom.Table:
		w.table(n)
		return
	case atom.Ruby:
		w.ruby(n)
		return
	case atom.Rt, atom.Rp, atom.Wbr:
		return
	case atom.Math:
		w.facts.math = true
		ws, l := w.words()
		w.say(sayMathML(n, ws), l, false)
		return
	case atom.Details:
		w.details(n)
		return
	case atom.Code, atom.Kbd, atom.Samp, atom.Tt, atom.Pre:
		w.codeElement(n)
		return
	case atom.Sub, atom.Sup:
		open, closer := subOpen, subClose
		if a == atom.Sup {
			open, closer = supOpen, supClose
		}
		w.add(run{text: string(open)})
		w.kids(n)
		w.add(run{text: string(closer)})
		return
	}
	if blockElements[a] {
		w.end()
		w.kids(n)
		w.end()
		return
	}
	w.kids(n)
}

func (w *walker) codeElement(n *html.Node) {
	w.facts.code = true
	if n.DataAtom == atom.Pre {
		w.end()
		w.pre++
		defer func() { w.pre--; w.end() }()
		// Preformatted text that is not code is read line by line.
	}
	w.code++
	w.kids(n)
	w.code--
}

// details are hidden until touched: on the front only what stands outside is
// asked, on the back all is told.
func (w *walker) details(n *html.Node) {
	w.end()
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		summary := c.Type == html.ElementNode && c.DataAtom == atom.Summary
		if w.back != summary {
			if c.Type == html.TextNode {
				w.text(c.Data)
			} else if c.Type == html.ElementNode {
				w.element(c)
			}
		}
	}
	w.end()
}

func (w *walker) list(n *html.Node) {
	w.end()
	items := kidsOf(n, atom.Li)
	total := 0
	for _, li := range items {
		if hasContent(li) {
			total++
		}
	}
	w.facts.longest = max(w.facts.longest, total)
	was := w.inItem
	i := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode {
			if c.Type == html.TextNode {
				w.text(c.Data)
			}
			continue
		}
		if c.DataAtom == atom.Li && hasContent(c) {
			w.end()
			if i++; total > 1 {
				ws, _ := w.words()
				w.pending = fill(ws.nOf, strconv.Itoa(i), strconv.Itoa(total))
			}
			w.inItem = true
		}
		w.element(c)
		w.end()
		w.inItem = was
	}
	w.pending = ""
	w.end()
}

func hasContent(n *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode && strings.TrimSpace(c.Data) != "":
			return true
		case c.Type == html.ElementNode && (c.DataAtom == atom.Img || hasContent(c)):
			return true
		}
	}
	return false
}

// ruby is said once: its reading where that is kana, which leaves nothing to
// guess, or else the written word.
func (w *walker) ruby(n *html.Node) {
	var base, reading strings.Builder
	var collect func(*html.Node, *strings.Builder)
	collect = func(n *html.Node, to *strings.Builder) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case c.Type == html.TextNode:
				to.WriteString(c.Data)
			case c.DataAtom == atom.Rp:
			case c.DataAtom == atom.Rt, c.DataAtom == atom.Rtc:
				collect(c, &reading)
			case !neverShown[c.DataAtom]:
				collect(c, to)
			}
		}
	}
	collect(n, &base)
	if strings.ContainsRune(base.String(), blankOpen) || !isKana(reading.String()) {
		w.text(base.String())
		return
	}
	w.text(reading.String())
}

func isKana(s string) bool {
	found := false
	for _, r := range s {
		switch scriptOf(r) {
		case kana:
			found = true
		case neutral:
		default:
			return false
		}
	}
	return found
}

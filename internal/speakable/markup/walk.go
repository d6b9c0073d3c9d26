package markup

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"carrel/internal/lang"
	"carrel/internal/speakable/formula"
	"carrel/internal/speakable/mark"
	"carrel/internal/speakable/tree"
)

// Run is text in one voice, or a recording, within a block.
type Run struct {
	Text  string
	Lang  string // as named by the card; "" if unknown
	Voice string
	Sound string
	Field int  // index of its field, −1 for the template
	Code  bool // symbols are said by name
	Fixed bool // already words: not to be normalised or masked again
	blank bool // replaces the hidden text of a cloze
	image bool // replaces an image without a description
}

// Block is a part of the speech without a pause.
type Block struct {
	Prefix string // "1 of 3"
	Item   bool   // an item of a list
	Runs   []Run
}

// Empty reports whether a block has nothing to say or play.
func (b *Block) Empty() bool {
	for _, r := range b.Runs {
		if r.Sound != "" || strings.TrimSpace(r.Text) != "" {
			return false
		}
	}
	return true
}

// Said is the result of a walk over one side.
type Said struct {
	Blocks []Block
	Facts  Facts
}

// Facts are the facts that decide whether a side works by ear.
type Facts struct {
	Images   int // without usable alt text
	Pictures int // all images
	Longest  int // items of the longest list
	Table    bool
	code     bool
	math     bool
	blanks   int
	Sounds   []string
	Videos   int
	Texts    bool // there is text to read aloud
}

// Add takes the facts of another part of the same side.
func (f *Facts) Add(g Facts) {
	f.Images += g.Images
	f.Pictures += g.Pictures
	f.Longest = max(f.Longest, g.Longest)
	f.Table = f.Table || g.Table
	f.code = f.code || g.code
	f.math = f.math || g.math
	f.blanks += g.blanks
	f.Sounds = append(f.Sounds, g.Sounds...)
	f.Videos += g.Videos
	f.Texts = f.Texts || g.Texts
}

type walker struct {
	lang string // used where the text names no language
	back bool

	Said
	cur     Block
	langs   []string // of the enclosing elements, fields and {{tts}}, innermost last
	voice   string
	field   int
	code    int
	pre     int
	rule    bool   // <hr id=answer> separates the answer from the repeated question
	before  Said   // the part before it
	pending string // prefix for the next block
	inItem  bool
	size    int // bytes taken so far
}

// Side is the side of a card that is walked.
type Side uint8

const (
	Ask  Side = iota // a question
	Tell             // an answer, or part of one
	Back             // the back of a template: the text before <hr id=answer> is not the answer
)

// Speak walks rendered HTML.
func Speak(src, langTag string, s Side) Said {
	w := &walker{lang: langTag, back: s != Ask, rule: s == Back, field: -1}
	w.kids(tree.Parse(InlineTags(forEars(src))))
	w.end()
	if len(w.Blocks) == 0 && len(w.before.Blocks) > 0 {
		w.Said = w.before
	}
	if w.back && w.Facts.Texts {
		w.Blocks = WithoutImages(w.Blocks)
	}
	return w.Said
}

// forEars removes parts of rendered HTML that are never spoken: hints, text that a
// {{tts}} replaces, and on the back the repeated question. It works on the text and not
// on the tree, because broken HTML in a field can move the elements around it.
func forEars(s string) string {
	if !strings.ContainsAny(s, string([]rune{mark.ScreenOpen, mark.HintOpen, mark.AgainOpen})) {
		return s
	}
	var b strings.Builder
	depth := 0
	for i, r := range s {
		switch r {
		case mark.ScreenOpen, mark.HintOpen, mark.AgainOpen:
			depth++
		case mark.ScreenClose, mark.HintClose, mark.AgainClose:
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

// WithoutImages removes the word "image" from an answer that has other words.
func WithoutImages(blocks []Block) []Block {
	var out []Block
	for _, b := range blocks {
		b.Runs = slices.DeleteFunc(b.Runs, func(r Run) bool { return r.image })
		if !b.Empty() {
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

func (w *walker) words() (*lang.Words, string) {
	l := w.top()
	if l == "" {
		l = w.lang
	}
	return lang.WordsOr(l, w.lang)
}

// end finishes the current block.
func (w *walker) end() {
	if !w.cur.Empty() {
		w.cur.Prefix, w.cur.Item = w.pending, w.inItem
		w.pending = ""
		w.Blocks = append(w.Blocks, w.cur)
	}
	w.cur = Block{}
}

func (w *walker) add(r Run) {
	r.Lang, r.Voice, r.Field = w.top(), w.voice, w.field
	w.put(r)
}

// say adds Carrel's own words, or the words of a formula.
func (w *walker) say(text, langTag string, blank bool) {
	if text == "" {
		return
	}
	w.put(Run{Text: " " + text + " ", Lang: langTag, Field: w.field, Fixed: true, blank: blank})
}

// maxSpoken limits the text of one side, in bytes: half an hour of speech.
const maxSpoken = 30_000

func (w *walker) put(r Run) {
	if w.size += len(r.Text); w.size > maxSpoken {
		return
	}
	if r.Sound == "" && strings.TrimSpace(r.Text) != "" {
		w.Facts.Texts = true
	}
	if n := len(w.cur.Runs); n > 0 && r.Sound == "" {
		last := &w.cur.Runs[n-1]
		same := *last
		same.Text = r.Text
		if last.Sound == "" && same == r && !r.blank {
			last.Text += r.Text
			return
		}
	}
	w.cur.Runs = append(w.cur.Runs, r)
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
	for _, p := range mark.Pieces(s) {
		switch p.Mark {
		case 0:
			w.plain(p.Text)
		case mark.BlankOpen:
			w.blank(p.Text)
		case mark.TexOpen:
			w.Facts.math = true
			ws, l := w.words()
			w.say(formula.SayTeX(strings.TrimPrefix(p.Text, string(mark.TexBlock)), ws), l, false)
		case mark.SoundOpen:
			w.sound(p.Text)
		case mark.FieldOpen:
			idx, langTag, _ := strings.Cut(p.Text, ";")
			w.field, _ = strconv.Atoi(idx)
			w.langs = append(w.langs, langTag)
		case mark.FieldClose:
			w.field = -1
			w.pop()
		case mark.SaidOpen:
			langTag, voice, _ := strings.Cut(p.Text, ";")
			w.langs = append(w.langs, lang.Canonical(langTag))
			w.voice = voice
		case mark.SaidClose:
			w.voice = ""
			w.pop()
		case mark.SubOpen, mark.SubClose, mark.SupOpen, mark.SupClose:
			w.add(Run{Text: string(p.Mark)})
		}
	}
}

// plain adds text without marks. Preformatted code is read line by line.
func (w *walker) plain(s string) {
	if w.pre == 0 || w.code == 0 {
		w.add(Run{Text: s, Code: w.code > 0})
		return
	}
	for i, line := range strings.Split(s, "\n") {
		if i > 0 {
			w.end()
		}
		w.add(Run{Text: line, Code: true})
	}
}

// blank speaks the blank of a cloze and its hint.
func (w *walker) blank(hint string) {
	ws, l := w.words()
	w.Facts.blanks++
	w.say(ws.Blank, l, true)
	if h := strings.TrimSpace(hint); h != "" {
		w.add(Run{Text: ", " + h + ", "})
	}
}

func (w *walker) pop() {
	if n := len(w.langs); n > 0 {
		w.langs = w.langs[:n-1]
	}
}

func (w *walker) sound(name string) {
	name = MediaName(name)
	if name == "" {
		return
	}
	if videoFile(name) {
		w.Facts.Videos++
	}
	w.Facts.Sounds = append(w.Facts.Sounds, name)
	w.cur.Runs = append(w.cur.Runs, Run{Sound: name, Field: w.field})
}

func (w *walker) element(n *html.Node) {
	if tree.NeverShown[n.DataAtom] || tree.Unseen(n) {
		// The drawing of a formula renderer is hidden from screen readers and repeated in a
		// form made for them.
		return
	}
	if l, ok := tree.Attr(n, "lang"); ok && lang.Canonical(l) != "" {
		w.langs = append(w.langs, lang.Canonical(l))
		defer w.pop()
	}
	w.byTag(n)
}

// byTag reads an element by the rules for its tag.
func (w *walker) byTag(n *html.Node) {
	switch n.DataAtom {
	case atom.Img, atom.Image:
		w.image(n)
	case atom.Audio, atom.Video:
		w.player(n)
	case atom.Br:
		w.end()
	case atom.Hr:
		w.horizontalRule(n)
	case atom.Ul, atom.Ol, atom.Menu, atom.Dir:
		w.list(n)
	case atom.Table:
		w.table(n)
	case atom.Ruby:
		w.ruby(n)
	case atom.Rt, atom.Rp, atom.Wbr:
	case atom.Math:
		w.Facts.math = true
		ws, l := w.words()
		w.say(formula.SayMathML(n, ws), l, false)
	case atom.Details:
		w.details(n)
	case atom.Code, atom.Kbd, atom.Samp, atom.Tt, atom.Pre:
		w.codeElement(n)
	case atom.Sub:
		w.script(n, mark.SubOpen, mark.SubClose)
	case atom.Sup:
		w.script(n, mark.SupOpen, mark.SupClose)
	default:
		w.other(n)
	}
}

// other reads the content of an element without rules of its own.
func (w *walker) other(n *html.Node) {
	block := tree.BlockElements[n.DataAtom]
	if block {
		w.end()
	}
	w.kids(n)
	if block {
		w.end()
	}
}

// horizontalRule ends the block. The rule that Anki puts before the answer also separates
// what was said before it.
func (w *walker) horizontalRule(n *html.Node) {
	w.end()
	if id, _ := tree.Attr(n, "id"); id == "answer" && w.rule {
		w.before, w.Said, w.pending, w.rule = w.Said, Said{}, "", false
	}
}

// script reads a subscript or superscript between its marks.
func (w *walker) script(n *html.Node, open, closer rune) {
	w.add(Run{Text: string(open)})
	w.kids(n)
	w.add(Run{Text: string(closer)})
}

func (w *walker) codeElement(n *html.Node) {
	w.Facts.code = true
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

// ruby speaks the word once: by its reading if that is kana, which is unambiguous, or
// else by the written word.
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
			case !tree.NeverShown[c.DataAtom]:
				collect(c, to)
			}
		}
	}
	collect(n, &base)
	if strings.ContainsRune(base.String(), mark.BlankOpen) || !isKana(reading.String()) {
		w.text(base.String())
		return
	}
	w.text(reading.String())
}

func isKana(s string) bool {
	found := false
	for _, r := range s {
		switch lang.ScriptOf(r) {
		case lang.Kana:
			found = true
		case lang.Neutral:
		default:
			return false
		}
	}
	return found
}

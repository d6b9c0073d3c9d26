package speakable

import (
	"slices"
	"strings"

	"carrel/internal/lang"
	"carrel/internal/speakable/markup"
	"carrel/internal/speakable/template"
	"carrel/internal/speakable/tree"
	"carrel/internal/study"
)

// templateQuestion makes the question of a card that is rendered from fields.
func templateQuestion(in *Input, ord int, q *study.Question) error {
	nt := in.NoteType
	cloze := nt.Kind != study.Standard && nt.Kind != ""
	if len(nt.Templates) == 0 || ord < 0 || !cloze && ord >= len(nt.Templates) {
		return study.Errorf(study.Invalid, "the note type %q has no card %d", nt.Name, ord+1)
	}
	r := template.New(template.Source{NoteType: nt, Note: in.Note, Card: in.Card, DeckName: in.DeckName}, ord)
	t := r.Template()
	r.FrontHTML = r.Side(t.Front, false)
	frontFields := r.Used
	backHTML := r.Side(t.Back, true)
	q.Title = lastLevel(in.DeckName)
	q.Front, q.Back = markup.Safe(r.FrontHTML, in.Lang, in.HasMedia), markup.Safe(backHTML, in.Lang, in.HasMedia)
	if len(r.Shapes) > 0 {
		q.Front, q.Back = template.Occlude(q.Front, r.Shapes, false), template.Occlude(q.Back, r.Shapes, true)
	}

	ask := markup.Speak(r.FrontHTML, in.Lang, markup.Ask)
	told := markup.Speak(backHTML, in.Lang, markup.Back)
	a := &assembler{lang: in.Lang, kanaNear: hasKana(r.Fields)}

	if r.Cloze {
		clozeAnswer(r, q, a, ask, told)
	} else {
		backAnswer(r, q, a, ask, told, frontFields)
	}
	a.mask = nil
	if r.Cloze {
		for _, h := range r.Hidden {
			a.mask = append(a.mask, maskTexts(h.HTML, a)...)
		}
		for _, acc := range q.Accept {
			if acc.Weight >= 1 {
				a.mask = append(a.mask, acc.Text)
			}
		}
	}
	q.Ask = a.speech(ask.Blocks)
	if sameWords(q.Extra) {
		q.Extra = nil // an image explains nothing to a listener
	}
	if r.Many {
		q.Ask = nil // text that is not recorded cannot be kept out of the speech
	}
	judgeVoice(in, q, ask.Facts, told.Facts, r)
	return nil
}

func lastLevel(deck string) string {
	if i := strings.LastIndex(deck, "::"); i >= 0 {
		return deck[i+2:]
	}
	return deck
}

func hasKana(fields []string) bool {
	for _, f := range fields {
		if strings.ContainsFunc(f, func(r rune) bool { return lang.ScriptOf(r) == lang.Kana }) {
			return true
		}
	}
	return false
}

// maskTexts returns the forms in which a hidden text could be spoken.
func maskTexts(h string, a *assembler) []string {
	s := spoken(h, a).Text()
	plain := tree.Text(markup.InlineTags(h))
	if s == plain {
		return []string{s}
	}
	return []string{s, plain}
}

// spoken returns the speech of a fragment of HTML.
func spoken(h string, a *assembler) study.Speech {
	return a.speech(markup.Speak(h, a.lang, markup.Tell).Blocks)
}

// clozeAnswer fills in the answer of a cloze card: the text that the front hides. The
// rest of the back is the explanation.
func clozeAnswer(r *template.Renderer, q *study.Question, a *assembler, ask, told markup.Said) {
	q.Kind = study.Cloze
	var texts []string
	for _, h := range r.Hidden {
		base := *a
		if h.Lang != "" {
			base.lang = h.Lang
		}
		s := spoken(h.HTML, &base)
		if len(q.Reveal) > 0 && len(s) > 0 {
			q.Reveal = append(q.Reveal, study.Segment{PauseMS: blockPause})
		}
		q.Reveal = append(q.Reveal, s...)
		texts = append(texts, tree.Text(markup.InlineTags(h.HTML)))
		q.Accept = appendAccept(q.Accept, accepts(tree.Text(markup.InlineTags(h.HTML)), s.Text(), h.HTML)...)
	}
	if len(texts) > 1 {
		for i := range q.Accept {
			q.Accept[i].Weight = 0.5
		}
		q.Accept = append([]study.Accept{{Text: strings.Join(texts, " "), Weight: 1}}, q.Accept...)
	}
	if wordCount(q.Reveal) > maxShortWords && len(texts) == 1 {
		q.Ideas = ideas(markup.Speak(r.Hidden[0].HTML, a.lang, markup.Tell).Blocks, a)
	}
	q.Lang = answerLang(q.Reveal, a.lang)
	q.Extra = a.speech(without(told.Blocks, ask.Blocks))
}

// backAnswer fills in the answer of an ordinary card from its back.
func backAnswer(r *template.Renderer, q *study.Question, a *assembler, ask, told markup.Said, front map[int]bool) {
	blocks := without(told.Blocks, ask.Blocks)
	blocks = notFields(blocks, front)
	reveal, extra := split(r.NoteType, blocks)
	q.Reveal, q.Extra = a.speech(reveal), a.speech(extra)
	q.Lang = answerLang(q.Reveal, a.lang)
	if len(r.Typed) > 0 {
		typedAnswer(r, q, a)
		return
	}
	q.Accept = shortAnswers(r, a, reveal)
	if len(q.Accept) > 0 {
		q.Kind = study.Short
		if whole := q.Reveal.Text(); len(answerFields(reveal)) > 1 && short(whole) {
			q.Accept = appendAccept(q.Accept, study.Accept{Text: whole, Weight: 1})
		}
		return
	}
	q.Kind = study.Recall
	q.Ideas = ideas(reveal, a)
}

// typedAnswer fills in the answer of a card that asks for typed text.
func typedAnswer(r *template.Renderer, q *study.Question, a *assembler) {
	q.Kind = study.Short
	for _, h := range r.Typed {
		q.Accept = appendAccept(q.Accept, accepts(tree.Text(markup.InlineTags(h)), spoken(h, a).Text(), h)...)
	}
	// The back may show the text to type only through its front side.
	right := spoken(r.Typed[0], a)
	if len(right) == 0 || lang.ContainsWords(q.Reveal.Text(), right.Text()) {
		return
	}
	if len(q.Reveal) > 0 {
		right = append(right, study.Segment{PauseMS: blockPause})
	}
	q.Reveal = append(right, q.Reveal...)
}

// shortAnswers returns the accepted answers of the fields that answer a card, nil if the
// first of them is not a short text. The further fields count as close.
func shortAnswers(r *template.Renderer, a *assembler, reveal []markup.Block) []study.Accept {
	var out []study.Accept
	for i, f := range answerFields(reveal) {
		text, said, src := answerText(r, a, reveal, f)
		isShort := short(said) && !strings.Contains(src, "<li") && !strings.Contains(src, "<table")
		switch {
		case !isShort && i == 0:
			return nil
		case !isShort:
			continue
		}
		got := accepts(text, said, src)
		if i > 0 {
			for k := range got {
				got[k].Weight = 0.5
			}
		}
		out = appendAccept(out, got...)
	}
	return out
}

// answerText returns the plain text, the spoken form and the HTML of a field, or those of
// the whole answer if the field is −1.
func answerText(r *template.Renderer, a *assembler, reveal []markup.Block, field int) (text, said, src string) {
	if field < 0 {
		said = a.speech(reveal).Text()
		return said, said, ""
	}
	src = r.Fields[field]
	return tree.Text(markup.InlineTags(src)), spoken(src, a).Text(), src
}

// without removes the blocks of the back that repeat a block of the front, unless
// nothing would be left.
func without(back, front []markup.Block) []markup.Block {
	seen := map[string]bool{}
	for _, b := range front {
		if t := blockText(b); t != "" {
			seen[t] = true
		}
	}
	var out []markup.Block
	for _, b := range back {
		if !seen[blockText(b)] {
			out = append(out, b)
		}
	}
	if len(out) == 0 {
		return back
	}
	return out
}

func blockText(b markup.Block) string {
	var s strings.Builder
	for _, r := range b.Runs {
		s.WriteString(r.Text)
		s.WriteString(r.Sound)
	}
	return strings.Join(strings.Fields(s.String()), " ")
}

// notFields removes the runs of fields that the front shows, unless nothing would be
// left.
func notFields(blocks []markup.Block, front map[int]bool) []markup.Block {
	var out []markup.Block
	for _, b := range blocks {
		nb := b
		nb.Runs = nil
		for _, r := range b.Runs {
			if r.Field < 0 || !front[r.Field] {
				nb.Runs = append(nb.Runs, r)
			}
		}
		if !nb.Empty() {
			out = append(out, nb)
		}
	}
	for _, b := range out {
		for _, r := range b.Runs {
			if r.Field >= 0 {
				return out
			}
		}
	}
	return blocks
}

// answerFields returns the fields whose text is in blocks, in order, or only −1 if all
// text comes from the template.
func answerFields(blocks []markup.Block) []int {
	var out []int
	literal := false
	for _, b := range blocks {
		for _, r := range b.Runs {
			switch {
			case r.Sound != "" || !lang.Sayable(r.Text):
			case r.Field < 0:
				literal = true
			case !slices.Contains(out, r.Field):
				out = append(out, r.Field)
			}
		}
	}
	if len(out) == 0 && literal {
		return []int{-1}
	}
	return out
}

// extraNames are fields that explain and do not answer.
var extraNames = lang.WordSet(`extra back-extra notes note comment comments source sources hint hints explanation remarks remark reference references
	mnemonic mnemonics example examples details info url link tags exemple exemples remarque remarques indice`)

// maxReveal is the most words of further fields that are spoken with the answer.
const maxReveal = 25

// split separates the answer from its explanation. The explanation is the fields named
// for it, and everything after the first field once the answer is long.
func split(nt *study.NoteType, blocks []markup.Block) (reveal, extra []markup.Block) {
	words, first := 0, -2
	for _, b := range blocks {
		field := fieldOf(b)
		further := field != first && (len(extra) > 0 && words > 0 || field >= 0 && words > maxReveal)
		if further || field >= 0 && explains(nt.Fields[field].Name) {
			extra = append(extra, b)
			continue
		}
		if first == -2 && field >= 0 {
			first = field
		}
		words += len(strings.Fields(blockText(b)))
		reveal = append(reveal, b)
	}
	if words == 0 && len(extra) > 0 && !slices.ContainsFunc(reveal, func(b markup.Block) bool { return !b.Empty() }) {
		return extra, nil
	}
	return reveal, extra
}

// fieldOf returns the first field of a block that can be said, −1 if there is none.
func fieldOf(b markup.Block) int {
	for _, r := range b.Runs {
		if r.Field >= 0 && (r.Sound != "" || lang.Sayable(r.Text)) {
			return r.Field
		}
	}
	return -1
}

// explains reports whether a field of this name explains and does not answer.
func explains(name string) bool {
	return extraNames[strings.ToLower(strings.Join(strings.Fields(name), "-"))]
}

func answerLang(s study.Speech, langTag string) string {
	for _, seg := range s {
		if seg.Text != "" && seg.Lang != "" {
			return seg.Lang
		}
	}
	return langTag
}

package speakable

import (
	"slices"
	"strings"

	"carrel/internal/study"
)

// templateQuestion makes the question of a card that is rendered from fields.
func templateQuestion(in *Input, ord int, q *study.Question) error {
	nt := in.NoteType
	cloze := nt.Kind != study.Standard && nt.Kind != ""
	if len(nt.Templates) == 0 || ord < 0 || !cloze && ord >= len(nt.Templates) {
		return study.Errorf(study.Invalid, "the note type %q has no card %d", nt.Name, ord+1)
	}
	r := newRenderer(Source{NoteType: nt, Note: in.Note, Card: in.Card, DeckName: in.DeckName}, ord)
	t := r.template()
	r.frontHTML = r.side(t.Front, false)
	frontFields := r.used
	backHTML := r.side(t.Back, true)
	q.Title = lastLevel(in.DeckName)
	q.Front, q.Back = safeHTML(r.frontHTML, in.Lang, in.HasMedia), safeHTML(backHTML, in.Lang, in.HasMedia)
	if len(r.shapes) > 0 {
		q.Front, q.Back = occlude(q.Front, r.shapes, false), occlude(q.Back, r.shapes, true)
	}

	ask := speak(r.frontHTML, in.Lang, askSide)
	told := speak(backHTML, in.Lang, backSide)
	a := &assembler{lang: in.Lang, kanaNear: hasKana(r.fields)}

	if r.cloze {
		clozeAnswer(r, q, a, ask, told)
	} else {
		backAnswer(r, q, a, ask, told, frontFields)
	}
	a.mask = nil
	if r.cloze {
		for _, h := range r.hidden {
			a.mask = append(a.mask, maskTexts(h.html, a)...)
		}
		for _, acc := range q.Accept {
			if acc.Weight >= 1 {
				a.mask = append(a.mask, acc.Text)
			}
		}
	}
	q.Ask = a.speech(ask.blocks)
	if sameWords(q.Extra) {
		q.Extra = nil // an image explains nothing to the ear
	}
	if r.many {
		q.Ask = nil // what is not kept cannot be kept out of the speech
	}
	judgeVoice(in, q, ask.facts, told.facts, r)
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
		if strings.ContainsFunc(f, func(r rune) bool { return scriptOf(r) == kana }) {
			return true
		}
	}
	return false
}

// maskTexts returns the forms in which a hidden text could be said.
func maskTexts(h string, a *assembler) []string {
	s := spoken(h, a).Text()
	plain := textOf(inlineTags(h))
	if s == plain {
		return []string{s}
	}
	return []string{s, plain}
}

// spoken is the speech of a fragment of HTML.
func spoken(h string, a *assembler) study.Speech {
	return a.speech(speak(h, a.lang, tellSide).blocks)
}

// clozeAnswer fills in the answer of a cloze card: what the front hides. What
// else the back shows is the explanation.
func clozeAnswer(r *renderer, q *study.Question, a *assembler, ask, told said) {
	q.Kind = study.Cloze
	var texts []string
	for _, h := range r.hidden {
		base := *a
		if h.lang != "" {
			base.lang = h.lang
		}
		s := spoken(h.html, &base)
		if len(q.Reveal) > 0 && len(s) > 0 {
			q.Reveal = append(q.Reveal, study.Segment{PauseMS: blockPause})
		}
		q.Reveal = append(q.Reveal, s...)
		texts = append(texts, textOf(inlineTags(h.html)))
		q.Accept = appendAccept(q.Accept, accepts(textOf(inlineTags(h.html)), s.Text(), h.html)...)
	}
	if len(texts) > 1 {
		for i := range q.Accept {
			q.Accept[i].Weight = 0.5
		}
		q.Accept = append([]study.Accept{{Text: strings.Join(texts, " "), Weight: 1}}, q.Accept...)
	}
	if wordCount(q.Reveal) > maxShortWords && len(texts) == 1 {
		q.Ideas = ideas(speak(r.hidden[0].html, a.lang, tellSide).blocks, a)
	}
	q.Lang = answerLang(q.Reveal, a.lang)
	q.Extra = a.speech(without(told.blocks, ask.blocks))
}

// backAnswer fills in the answer of an ordinary card from its back.
func backAnswer(r *renderer, q *study.Question, a *assembler, ask, told said, front map[int]bool) {
	blocks := without(told.blocks, ask.blocks)
	blocks = notFields(blocks, front)
	reveal, extra := split(r.nt, blocks)
	q.Reveal, q.Extra = a.speech(reveal), a.speech(extra)
	q.Lang = answerLang(q.Reveal, a.lang)
	q.Kind = study.Recall

	if len(r.typed) > 0 {
		for _, h := range r.typed {
			q.Accept = appendAccept(q.Accept, accepts(textOf(inlineTags(h)), spoken(h, a).Text(), h)...)
		}
		// The back may show what was to be typed only through its front side.
		if right := spoken(r.typed[0], a); len(right) > 0 && !containsWords(q.Reveal.Text(), right.Text()) {
			if len(q.Reveal) > 0 {
				right = append(right, study.Segment{PauseMS: blockPause})
			}
			q.Reveal = append(right, q.Reveal...)
		}
		q.Kind = study.Short
		return
	}
	for i, f := range answerFields(reveal) {
		var text, said, src string
		if f < 0 {
			text = a.speech(reveal).Text()
			said = text
		} else {
			src = r.fields[f]
			text, said = textOf(inlineTags(src)), spoken(src, a).Text()
		}
		if !short(said) || strings.Contains(src, "<li") || strings.Contains(src, "<table") {
			if i == 0 {
				break
			}
			continue
		}
		got := accepts(text, said, src)
		if i > 0 {
			for k := range got {
				got[k].Weight = 0.5
			}
		}
		q.Accept = appendAccept(q.Accept, got...)
	}
	if len(q.Accept) > 0 {
		q.Kind = study.Short
		if whole := q.Reveal.Text(); len(answerFields(reveal)) > 1 && short(whole) {
			q.Accept = appendAccept(q.Accept, study.Accept{Text: whole, Weight: 1})
		}
		return
	}
	q.Ideas = ideas(reveal, a)
}

// without drops the blocks of the back that repeat a block of the front,
// unless nothing would be left.
func without(back, front []block) []block {
	seen := map[string]bool{}
	for _, b := range front {
		if t := blockText(b); t != "" {
			seen[t] = true
		}
	}
	var out []block
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

func blockText(b block) string {
	var s strings.Builder
	for _, r := range b.runs {
		s.WriteString(r.text)
		s.WriteString(r.sound)
	}
	return strings.Join(strings.Fields(s.String()), " ")
}

// notFields drops the runs of fields that the front shows, unless nothing
// would be left.
func notFields(blocks []block, front map[int]bool) []block {
	var out []block
	for _, b := range blocks {
		nb := b
		nb.runs = nil
		for _, r := range b.runs {
			if r.field < 0 || !front[r.field] {
				nb.runs = append(nb.runs, r)
			}
		}
		if !nb.empty() {
			out = append(out, nb)
		}
	}
	for _, b := range out {
		for _, r := range b.runs {
			if r.field >= 0 {
				return out
			}
		}
	}
	return blocks
}

// answerFields returns the fields that blocks show text of, in order, or −1
// alone where the text is all the template's.
func answerFields(blocks []block) []int {
	var out []int
	literal := false
	for _, b := range blocks {
		for _, r := range b.runs {
			switch {
			case r.sound != "" || !sayable(r.text):
			case r.field < 0:
				literal = true
			case !slices.Contains(out, r.field):
				out = append(out, r.field)
			}
		}
	}
	if len(out) == 0 && literal {
		return []int{-1}
	}
	return out
}

// extraNames are fields that explain rather than answer.
var extraNames = set(`extra back-extra notes note comment comments source sources hint hints explanation remarks remark reference references
	mnemonic mnemonics example examples details info url link tags exemple exemples remarque remarques indice`)

// maxReveal is how many words of further fields are said with the answer.
const maxReveal = 25

// split parts the answer from its explanation: fields named for explaining,
// and whatever follows the first field once much has been said.
func split(nt *study.NoteType, blocks []block) (reveal, extra []block) {
	words, first := 0, -2
	for _, b := range blocks {
		field := -1
		for _, run := range b.runs {
			if run.field >= 0 && (run.sound != "" || sayable(run.text)) {
				field = run.field
				break
			}
		}
		name := ""
		if field >= 0 {
			name = strings.ToLower(strings.Join(strings.Fields(nt.Fields[field].Name), "-"))
		}
		switch {
		case extraNames[name], len(extra) > 0 && field != first && words > 0, words > maxReveal && field >= 0 && field != first:
			extra = append(extra, b)
			continue
		}
		if first == -2 && field >= 0 {
			first = field
		}
		words += len(strings.Fields(blockText(b)))
		reveal = append(reveal, b)
	}
	if words == 0 && len(extra) > 0 && !slices.ContainsFunc(reveal, func(b block) bool { return !b.empty() }) {
		return extra, nil
	}
	return reveal, extra
}

func answerLang(s study.Speech, lang string) string {
	for _, seg := range s {
		if seg.Text != "" && seg.Lang != "" {
			return seg.Lang
		}
	}
	return lang
}

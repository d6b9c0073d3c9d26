package speakable

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"carrel/internal/lang"
	"carrel/internal/speakable/formula"
	"carrel/internal/speakable/mark"
	"carrel/internal/speakable/markup"
	"carrel/internal/speakable/template"
	"carrel/internal/speakable/tree"
	"carrel/internal/study"
)

// itemMaker makes the question of a note that holds an Item.
type itemMaker struct {
	in    *Input
	q     *study.Question
	lang  string // of the stem
	alang string // of the answers
	a     *assembler
	ask   markup.Facts
	told  markup.Facts
	sure  bool            // the item names the language of its answers
	back  strings.Builder // HTML of the answer side
}

func itemQuestion(in *Input, ord int, q *study.Question) error {
	it := in.Note.Item
	if ord < 0 || ord >= it.Cards() {
		return study.Errorf(study.Invalid, "the question %q has no part %d", clipped(tree.Text(it.Stem)), ord+1)
	}
	m := &itemMaker{in: in, q: q, lang: lang.Canonical(it.Lang)}
	if m.lang == "" {
		m.lang = in.Lang
	}
	if m.alang = lang.Canonical(it.Alang); m.alang == "" {
		m.alang = m.lang
	}
	m.a = &assembler{lang: m.lang, sure: it.Lang != "", kanaNear: hasKana([]string{it.Stem, it.Answer})}
	q.Title = tree.Text(mark.Clean(it.Title))
	if q.Title == "" {
		q.Title = lastLevel(in.DeckName)
	}
	m.sure = it.Alang != "" || it.Lang != ""
	part, stem := *it, mark.Clean(it.Stem)
	if it.Kind == study.Cloze {
		part, stem = m.gap(it, ord)
	}
	m.part(&part, stem, ord)
	m.extra(it, &part)
	if it.Unspoken != "" {
		q.WhyNot = tree.Text(mark.Clean(it.Unspoken))
	} else if q.WhyNot == "" {
		q.WhyNot = whyNot(in, q, m.ask, m.told, nil)
	}
	q.Voice = q.WhyNot == ""
	return nil
}

func clipped(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}

var gapMark = regexp.MustCompile(`\{\{(\d{1,3})\}\}`)

// gap returns the part of a cloze item that one card asks, and the stem with that gap
// blank and the others filled in.
func (m *itemMaker) gap(it *study.Item, ord int) (study.Item, string) {
	if len(it.Gaps) == 0 {
		return *it, gapMark.ReplaceAllString(mark.Clean(it.Stem), mark.Blank(""))
	}
	part := it.Gaps[ord]
	seen := false
	stem := gapMark.ReplaceAllStringFunc(mark.Clean(it.Stem), func(s string) string {
		k, _ := strconv.Atoi(strings.Trim(s, "{}"))
		switch {
		case k == ord+1:
			seen = true
			return mark.Blank("")
		case k >= 1 && k <= len(it.Gaps):
			return answerHTML(&it.Gaps[k-1])
		}
		return ""
	})
	s := mark.Clean(part.Stem)
	if !seen && (template.EmptyField(s) || part.Kind == study.Short || part.Kind == "") {
		stem += " " + mark.Blank("")
	}
	if !template.EmptyField(s) {
		stem += "<div>" + s + "</div>"
	}
	if part.Kind == study.Short || part.Kind == "" {
		part.Kind = study.Cloze
	}
	if part.Image == "" {
		part.Image = it.Image
	}
	return part, stem
}

// answerHTML returns the right answer of an item as HTML.
func answerHTML(it *study.Item) string {
	if it.Answer != "" {
		return mark.Clean(it.Answer)
	}
	for _, a := range it.Accept {
		if a.Weight >= 1 {
			return mark.Clean(a.Text)
		}
	}
	var right []string
	for _, o := range it.Options {
		if o.Weight > 0 && (it.Kind == study.Multiple || o.Weight >= bestWeight(it.Options)) {
			right = append(right, mark.Clean(o.Text))
		}
	}
	if len(right) > 0 {
		if it.Kind != study.Multiple {
			return right[0]
		}
		return strings.Join(right, ", ")
	}
	if r, ok := bestRange(it.Numbers); ok {
		return number((r.Min + r.Max) / 2)
	}
	if len(it.Accept) > 0 {
		return mark.Clean(it.Accept[0].Text)
	}
	return ""
}

// walk speaks a fragment in a language.
func (m *itemMaker) walk(src, langTag string, s markup.Side) markup.Said {
	return markup.Speak(tree.Cut(src, tree.MaxHTML), langTag, s)
}

// teller returns the assembler for blocks of the answer side.
func (m *itemMaker) teller() *assembler {
	return &assembler{lang: m.alang, sure: m.sure, kanaNear: m.a.kanaNear}
}

// answer returns the speech of a fragment of the answer side.
func (m *itemMaker) answer(src string) study.Speech {
	s := m.walk(mark.Clean(src), m.alang, markup.Tell)
	m.told.Add(s.Facts)
	return m.teller().speech(s.Blocks)
}

// words returns one of Carrel's own sentences as a block.
func (m *itemMaker) words(text string) markup.Block {
	_, l := lang.WordsOr(m.lang, m.in.Lang)
	return markup.Block{Runs: []markup.Run{{Text: text, Lang: l, Field: -1, Fixed: true}}}
}

// part makes the question of an item or gap.
func (m *itemMaker) part(it *study.Item, stem string, ord int) {
	q := m.q
	q.Kind = it.Kind
	asked := m.walk(stem, m.lang, markup.Ask)
	m.ask.Add(asked.Facts)
	frontHTML := stem
	if it.Image != "" {
		frontHTML += `<p><img src="` + mediaAttr(it.Image) + `"></p>`
		m.ask.Images++
		m.ask.Pictures++
		q.Images = true
	}
	blocks, frontHTML := m.ofKind(it, ord, asked.Blocks, frontHTML)
	if it.Kind == study.Cloze || strings.ContainsRune(stem, mark.BlankOpen) {
		m.maskAnswers(it)
	}
	q.Ask = m.a.speech(blocks)
	q.Images = q.Images || m.ask.Images > 0
	q.Front = markup.Safe(frontHTML, m.in.Lang, m.in.HasMedia)
	q.Back = markup.Safe(m.back.String(), m.in.Lang, m.in.HasMedia)
	if q.Lang == "" {
		q.Lang = answerLang(q.Reveal, m.alang)
	}
}

// maskAnswers keeps the right answers of an item with a blank out of the question.
func (m *itemMaker) maskAnswers(it *study.Item) {
	for _, a := range it.Accept {
		if a.Weight >= 1 {
			m.a.mask = append(m.a.mask, maskTexts(mark.Clean(a.Text), &assembler{lang: m.lang})...)
		}
	}
	if it.Kind != study.Choice && it.Kind != study.Multiple {
		return
	}
	for _, c := range m.q.Choices {
		if c.Weight > 0 {
			m.a.mask = append(m.a.mask, c.Text)
		}
	}
}

func (m *itemMaker) vocabulary() *lang.Words {
	ws, _ := lang.WordsOr(m.lang, m.in.Lang)
	return ws
}

// mediaAttr returns a media name as the value of a src attribute.
func mediaAttr(name string) string {
	if n := markup.MediaName(name); n != "" {
		return strings.TrimPrefix(markup.MediaURL(n), "api/media/")
	}
	return ""
}

// reveal sets the answer from the item's own text, or else from the right options, or
// else from text in the words of the answer's language.
func (m *itemMaker) reveal(it *study.Item, text string) {
	switch {
	case it.Answer != "":
		m.q.Reveal = m.answer(it.Answer)
		m.back.WriteString("<p>" + mark.Clean(it.Answer) + "</p>")
	case text != "":
		ws, l := lang.WordsOr(m.lang, m.in.Lang)
		m.q.Reveal = study.Say(tidy(formula.Normalise(" "+text, ws)), l)
		m.back.WriteString("<p>" + text + "</p>")
	default:
		for _, o := range it.Options {
			if o.Weight > 0 && (it.Kind == study.Multiple || o.Weight >= bestWeight(it.Options)) {
				s := m.answer(o.Text)
				if len(m.q.Reveal) > 0 && len(s) > 0 {
					m.q.Reveal = append(m.q.Reveal, study.Segment{PauseMS: blockPause})
				}
				m.q.Reveal = append(m.q.Reveal, s...)
				m.back.WriteString("<p>" + mark.Clean(o.Text) + "</p>")
			}
		}
	}
}

func bestWeight(opts []study.Option) float64 {
	best := 0.0
	for _, o := range opts {
		best = max(best, o.Weight)
	}
	return best
}

// choices sets the options in the order of this asking.
func (m *itemMaker) choices(opts []study.Option) {
	for _, o := range opts {
		s := m.walk(mark.Clean(o.Text), m.alang, markup.Tell)
		speech := m.teller().speech(s.Blocks)
		c := study.ChoiceText{Text: speech.Text(), Lang: answerLang(speech, m.alang), Weight: o.Weight,
			Feedback: m.plainSaid(o.Feedback)}
		if c.Text == "" {
			c.Text = tidy(formula.Leftovers(strings.Map(symbolless, tree.Text(markup.InlineTags(mark.Clean(o.Text))))))
			if m.q.WhyNot == "" {
				m.q.WhyNot = "one of its options has nothing that can be said"
			}
		}
		if s.Facts.Images > 0 && m.q.WhyNot == "" {
			m.q.WhyNot = "one of its options is an image"
		}
		m.q.Choices = append(m.q.Choices, c)
	}
	chance(m.in.Seed, m.q.Card).Shuffle(len(m.q.Choices), func(i, j int) {
		m.q.Choices[i], m.q.Choices[j] = m.q.Choices[j], m.q.Choices[i]
	})
}

// symbolless removes runes that speech may not contain.
func symbolless(r rune) rune {
	if unicode.Is(unicode.C, r) || strings.ContainsRune("<>{}[]\\|&^`_", r) {
		return -1
	}
	return r
}

// plainSaid returns the speech of a fragment as plain words.
func (m *itemMaker) plainSaid(src string) string {
	if src == "" {
		return ""
	}
	return m.a.speech(m.walk(mark.Clean(src), m.lang, markup.Tell).Blocks).Text()
}

// open makes the answer of a short, cloze, recall or essay item.
func (m *itemMaker) open(it *study.Item) {
	q := m.q
	src := answerHTML(it)
	q.Reveal = m.answer(src)
	m.back.WriteString("<p>" + src + "</p>")
	for _, a := range it.Accept {
		text := tree.Text(markup.InlineTags(mark.Clean(a.Text)))
		if text == "" {
			continue
		}
		q.Accept = append(q.Accept, study.Accept{Text: text, Weight: a.Weight, Feedback: m.plainSaid(a.Feedback), Exact: a.Exact})
	}
	for _, a := range it.Accept {
		if said := m.answer(a.Text).Text(); said != "" && !gapWord(a.Text, said) {
			q.Accept = appendAccept(q.Accept, study.Accept{Text: said, Weight: a.Weight})
		}
	}
	if len(it.Accept) == 0 && it.Kind != study.Essay && short(q.Reveal.Text()) {
		q.Accept = m.acceptsOf(src)
		if q.Kind == study.Recall {
			q.Kind = study.Short
		}
	}
	if len(q.Accept) == 0 {
		q.Ideas = ideas(m.walk(src, m.alang, markup.Tell).Blocks, m.teller())
	}
}

func (m *itemMaker) acceptsOf(src string) []study.Accept {
	src = mark.Clean(src)
	return accepts(tree.Text(markup.InlineTags(src)), m.answer(src).Text(), src)
}

// extra sets the explanation.
func (m *itemMaker) extra(it, part *study.Item) {
	src := mark.Clean(part.Feedback)
	if it != part && it.Feedback != part.Feedback {
		src += "<p>" + mark.Clean(it.Feedback) + "</p>"
	}
	if template.EmptyField(tree.Text(src)) {
		return
	}
	if s := m.a.speech(m.walk(src, m.lang, markup.Tell).Blocks); !sameWords(s) {
		m.q.Extra = s
	}
	m.q.Back += markup.Safe(`<div>`+src+`</div>`, m.in.Lang, m.in.HasMedia)
}

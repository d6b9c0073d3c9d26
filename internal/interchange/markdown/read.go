package markdown

import (
	"context"
	"strconv"
	"strings"

	"carrel/internal/interchange/markup"
	"carrel/internal/interchange/source"
	"carrel/internal/interchange/stream"
	"carrel/internal/study"
)

// Read yields the questions of a Markdown file, or of all Markdown files in a zip. If the
// file's name is a path, its folders determine the deck. Errors are Unreadable for a file
// that is not text or contains no question, and Unsupported for a file larger than
// source.MaxText.
func Read(ctx context.Context, src source.Source, progress study.Progress) study.Entries {
	return stream.Of(ctx, progress, func(out *stream.Stream) error {
		head, err := src.Head(4)
		if err != nil {
			return err
		}
		if source.IsZip(head) {
			return readVault(src, out)
		}
		text, err := src.Text()
		if err != nil {
			return err
		}
		out.In(src.Scope)
		f := newFile(relative(src.Name), nil)
		f.read(text)
		n, err := f.send(out)
		if err != nil {
			return err
		}
		if n == 0 {
			return src.Errorf(study.Unreadable, "no question was found, and not enough text to read; write a question as front::back, as lines with a ? between them, or as Q: and A:")
		}
		return nil
	})
}

// relative returns a file's name with its folders if it is a relative path, else only the
// base name.
func relative(name string) string {
	name = strings.ReplaceAll(name, "\\", "/")
	if strings.HasPrefix(name, "/") || strings.Contains(name, ":") || strings.Contains(name, "..") {
		return name[strings.LastIndexByte(name, '/')+1:]
	}
	return strings.TrimPrefix(name, "./")
}

// Questions returns the number of questions in a Markdown text.
func Questions(name, text string) int {
	f := newFile(name, nil)
	f.read(text)
	n := 0
	for _, p := range f.parts {
		n += len(p.cards)
	}
	return n
}

// send yields the questions and, if the file has enough other text, the text as a
// reading. It returns how many questions and readings it sent.
func (f *file) send(out *stream.Stream) (int, error) {
	sent := 0
	for i := range f.parts {
		p := &f.parts[i]
		if len(p.cards) == 0 {
			continue
		}
		deck, err := out.Deck(study.Deck{Name: p.deck, Lang: p.lang})
		if err != nil {
			return sent, err
		}
		for i := range p.cards {
			ids, err := f.sendCard(out, &p.cards[i], deck)
			p.notes = append(p.notes, ids...)
			sent += len(ids)
			if err != nil {
				return sent, err
			}
		}
	}
	if r := f.reading(); r != nil {
		return sent + 1, out.Reading(r, true)
	}
	return sent, nil
}

func (f *file) sendCard(out *stream.Stream, c *card, deck study.ID) (ids []study.ID, err error) {
	c.moveTags()
	items, why := f.items(c)
	if why != "" {
		return nil, out.Skip(f.place(c), why)
	}
	next := 0
	for i, it := range items {
		n := study.Note{Item: it, Tags: append(append([]string(nil), f.tags...), c.tags...)}
		what := markup.Text(it.Stem)
		if c.block != "" {
			what = "^" + c.block
		}
		n.ID = study.DeriveID("note", "markdown", f.path, what, strconv.Itoa(i))
		c.meta.apply(&n)
		id, err := out.PlaceOfFile(n, deck)
		if err != nil {
			return ids, err
		}
		ids = append(ids, id)
		for ord := range it.Cards() {
			if next < len(c.schedule) && c.schedule[next].due > 0 {
				if err := out.Emit(study.Entry{Review: c.schedule[next].review(id, ord)}); err != nil {
					return ids, err
				}
			}
			next++
		}
	}
	return ids, nil
}

func (f *file) place(c *card) string {
	text := strings.Join(strings.Fields(c.front), " ")
	if r := []rune(text); len(r) > 50 {
		text = string(r[:50]) + "…"
	}
	return f.path + ", line " + strconv.Itoa(c.line) + ": " + text
}

const maxGaps = 200

// items turns a parsed question into the items to ask: two if it is asked in both
// directions.
func (f *file) items(c *card) ([]*study.Item, string) {
	switch c.form {
	case clozed:
		gaps := gapsOf(c.front)
		switch {
		case len(gaps) == 0:
			return nil, "it has no gap to ask for"
		case len(gaps) > maxGaps:
			return nil, "it has more than 200 gaps"
		}
		it := f.clozeItem(c.front, gaps)
		return []*study.Item{it}, ""
	case chosen:
		return []*study.Item{f.choiceItem(c)}, ""
	}
	front, back := f.html(c.front), f.html(c.back)
	switch {
	case front == "":
		return nil, "there is no question"
	case back == "":
		return nil, "there is no answer"
	}
	items := []*study.Item{pair(front, back, c.meta)}
	if c.form == reversed {
		items = append(items, pair(back, front, nil))
	}
	return items, ""
}

func pair(front, back string, m *meta) *study.Item {
	kind := study.Recall
	if markup.Short(back) {
		kind = study.Short
	}
	if m != nil {
		switch m.Kind {
		case study.Recall, study.Short, study.Essay:
			kind = m.Kind
		case study.TrueFalse:
			return &study.Item{Kind: study.TrueFalse, Stem: front, True: strings.EqualFold(markup.Text(back), "true")}
		}
	}
	if kind == study.Short {
		return &study.Item{Kind: kind, Stem: front, Accept: []study.Accept{{Text: back, Weight: 1}}}
	}
	return &study.Item{Kind: kind, Stem: front, Answer: back}
}

func (f *file) choiceItem(c *card) *study.Item {
	it := &study.Item{Kind: study.Choice, Stem: f.html(c.front)}
	right := 0
	for _, o := range c.options {
		w := 0.0
		if o.right {
			w = 1
			right++
		}
		it.Options = append(it.Options, study.Option{Text: f.html(o.text), Weight: w})
	}
	if right > 1 || c.meta != nil && c.meta.Kind == study.Multiple {
		it.Kind = study.Multiple
		for i := range it.Options {
			it.Options[i].Weight /= float64(right)
		}
	}
	return it
}

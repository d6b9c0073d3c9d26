package markdown

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"regexp"
	"strings"

	"carrel/internal/interchange/markup"
	"carrel/internal/interchange/stream"
	"carrel/internal/study"
)

// Write writes the questions as one Markdown file that Obsidian's plugin and Read
// understand, with decks as tags. It returns as skips what Markdown cannot express.
func Write(ctx context.Context, w io.Writer, entries study.Entries) ([]study.Skip, error) {
	g, err := stream.Gather(ctx, entries)
	if err != nil {
		return nil, err
	}
	out := &writer{b: bufio.NewWriter(w), g: g}
	for _, n := range g.Notes {
		list, ok := g.Questions(n)
		if !ok {
			list = []stream.Placed{n}
		}
		for _, q := range list {
			out.note(q)
		}
	}
	return out.skips, out.b.Flush()
}

type writer struct {
	b     *bufio.Writer
	g     *stream.Gathered
	deck  study.ID
	begun bool
	skips []study.Skip
}

func (w *writer) note(n stream.Placed) {
	if n.Item == nil {
		first := ""
		if len(n.Fields) > 0 {
			first = clip(markup.Text(n.Fields[0]))
		}
		w.skips = append(w.skips, study.Skip{What: "note " + first, Why: "Markdown holds questions, and this note asks by a template of its own; export it as an Anki package or a table"})
		return
	}
	text, why := questionText(n)
	if why != "" {
		w.skips = append(w.skips, study.Skip{What: "question " + clip(markup.Text(n.Item.Stem)), Why: why})
		return
	}
	if !w.begun || n.Deck != w.deck {
		w.begun, w.deck = true, n.Deck
		name := w.g.DeckName(n)
		m := meta{Deck: name, DeckLang: w.g.Decks[n.Deck].Lang}
		fmt.Fprintf(w.b, "#flashcards/%s %s\n\n", tagOf(name), m.String())
	}
	w.b.WriteString(text)
	w.b.WriteString("\n\n")
}

var notTag = regexp.MustCompile(`[^\p{L}\p{N}_/-]+`)

func tagOf(deck string) string {
	return strings.Trim(notTag.ReplaceAllString(strings.ReplaceAll(deck, "::", "/"), "-"), "-/")
}

func clip(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > 50 {
		return string(r[:50]) + "…"
	}
	return s
}

// line puts HTML on one line of Markdown. Markdown keeps HTML as it is, but gives some
// characters in text a meaning.
func line(s string) string {
	return markup.OutsideTags(strings.Join(strings.Fields(s), " "), markChars.Replace)
}

var markChars = strings.NewReplacer(
	"\\", "&#92;", "`", "&#96;", "*", "&#42;", "_", "&#95;", "[", "&#91;", "]", "&#93;", "$", "&#36;",
	"==", "&#61;&#61;", "::", "&#58;&#58;", "~", "&#126;", "#", "&#35;", "^", "&#94;", "%%", "&#37;&#37;", "!", "&#33;",
	"&#", "&#", // keep entities
)

func questionText(n stream.Placed) (text, why string) {
	it := n.Item
	m := meta{ID: n.ID, Title: it.Title, Feedback: it.Feedback, Image: it.Image, Lang: it.Lang, Alang: it.Alang, Unspoken: it.Unspoken, Tags: n.Tags}
	switch it.Kind {
	case study.Short:
		if len(it.Accept) == 0 {
			return "", "it has no answer"
		}
		for i, a := range it.Accept {
			if a.Weight != 1 || a.Feedback != "" || a.Exact {
				return "", "Markdown has no place for answers that count in part or have feedback of their own"
			}
			if i > 0 {
				m.Also = append(m.Also, a.Text)
			}
		}
		m.Kind = it.Kind
		return twoSides(it.Stem, it.Accept[0].Text, m)
	case study.Recall, study.Essay:
		m.Kind = it.Kind
		return twoSides(it.Stem, it.Answer, m)
	case study.TrueFalse:
		m.Kind = it.Kind
		answer := "false"
		if it.True {
			answer = "true"
		}
		return twoSides(it.Stem, answer, m)
	case study.Choice, study.Multiple:
		return tasks(it, m)
	case study.Cloze:
		return gaps(it, m)
	}
	return "", fmt.Sprintf("Markdown cannot hold questions of kind %s", it.Kind)
}

func twoSides(stem, answer string, m meta) (text, why string) {
	if strings.TrimSpace(answer) == "" {
		return "", "it has no answer"
	}
	return line(stem) + "\n?\n" + line(answer) + "\n" + m.String(), ""
}

func tasks(it *study.Item, m meta) (text, why string) {
	var b strings.Builder
	b.WriteString(line(it.Stem))
	right, total := 0, 0.0
	for _, o := range it.Options {
		if o.Weight < 0 || o.Feedback != "" {
			return "", "Markdown has no place for choices that cost marks or have feedback of their own"
		}
		box := " "
		if o.Weight > 0 {
			box = "x"
			right++
			total += o.Weight
		}
		fmt.Fprintf(&b, "\n- [%s] %s", box, line(o.Text))
	}
	if right == 0 || right == len(it.Options) || total < .99 || total > 1.01 || it.Kind == study.Choice && right > 1 {
		return "", "Markdown lists choices as right or wrong, all right ones worth the same"
	}
	m.Kind = it.Kind
	return b.String() + "\n" + m.String(), ""
}

func gaps(it *study.Item, m meta) (text, why string) {
	text = line(it.Stem)
	for i, g := range it.Gaps {
		if g.Kind != study.Short || len(g.Accept) != 1 || g.Accept[0].Weight != 1 {
			return "", "Markdown holds gaps with one right answer only"
		}
		place := fmt.Sprintf("{{%d}}", i+1)
		if strings.Count(text, place) != 1 {
			return "", "a gap has no place of its own in the text"
		}
		hint := ""
		if g.Stem != "" {
			hint = "::" + line(g.Stem)
		}
		text = strings.Replace(text, place, fmt.Sprintf("{{c%d::%s%s}}", i+1, line(g.Accept[0].Text), hint), 1)
	}
	if len(it.Gaps) == 0 {
		return "", "it has no gap"
	}
	return text + "\n" + m.String(), ""
}

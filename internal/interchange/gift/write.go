package gift

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"

	"carrel/internal/interchange/markup"
	"carrel/internal/interchange/stream"
	"carrel/internal/study"
)

// Write writes the questions as GIFT, with decks as categories. It returns as skips what
// GIFT cannot express.
func Write(ctx context.Context, w io.Writer, entries study.Entries) ([]study.Skip, error) {
	g, err := stream.Gather(ctx, entries)
	if err != nil {
		return nil, err
	}
	out := &writer{b: bufio.NewWriter(w)}
	for _, n := range g.Notes {
		list, ok := g.Questions(n)
		if !ok {
			list = []stream.Placed{n}
		}
		for _, q := range list {
			out.note(q, g.DeckName(n))
		}
	}
	return out.skips, out.b.Flush()
}

type writer struct {
	b     *bufio.Writer
	deck  string
	skips []study.Skip
}

func (w *writer) skip(what, why string) {
	w.skips = append(w.skips, study.Skip{What: what, Why: why})
}

func (w *writer) note(n stream.Placed, deck string) {
	if n.Item == nil {
		first := ""
		if len(n.Fields) > 0 {
			first = markup.Text(n.Fields[0])
		}
		w.skip("note "+strconv.Quote(shorten(first)), "GIFT holds questions, and this note asks by a template of its own; export it as an Anki package or a table")
		return
	}
	answer, why := answerText(n.Item)
	if why != "" {
		w.skip("question "+strconv.Quote(shorten(markup.Text(n.Item.Stem))), why)
		return
	}
	if deck != w.deck {
		w.deck = deck
		fmt.Fprintf(w.b, "$CATEGORY: %s\n\n", strings.ReplaceAll(strings.ReplaceAll(deck, "/", "//"), "::", "/"))
	}
	id := n.GUID
	if id == "" || strings.ContainsAny(id, "]\n") {
		id = stream.OwnGUID(n.ID)
	}
	fmt.Fprintf(w.b, "// [id:%s]", id)
	for _, t := range n.Tags {
		fmt.Fprintf(w.b, " [tag:%s]", strings.NewReplacer("]", ")", "[", "(", "<", "", ">", "").Replace(t))
	}
	w.b.WriteByte('\n')
	if n.Item.Title != "" {
		fmt.Fprintf(w.b, "::%s::", escape(n.Item.Title))
	}
	fmt.Fprintf(w.b, "[html]%s%s\n\n", escape(n.Item.Stem), answer)
}

func shorten(s string) string {
	if r := []rune(s); len(r) > 50 {
		return string(r[:50]) + "…"
	}
	return s
}

// escape escapes the characters that have a meaning in GIFT. Line breaks become \n, so
// that a blank line does not end the question.
func escape(s string) string { return escaper.Replace(strings.TrimSpace(s)) }

var escaper = strings.NewReplacer("\\", "\\\\", "~", "\\~", "=", "\\=", "#", "\\#", "{", "\\{", "}", "\\}", ":", "\\:", "\n", "\\n")

func feedback(s string) string {
	if s == "" {
		return ""
	}
	return "#" + escape(s)
}

func percent(w float64) string {
	return "%" + strconv.FormatFloat(w*100, 'f', -1, 64) + "%"
}

// answerText returns the text between the braces, or the reason why GIFT has no such
// answer.
func answerText(it *study.Item) (s, why string) {
	switch it.Kind {
	case study.Info:
		return "", ""
	case study.Recall:
		return fmt.Sprintf("{####%s}", escape(join(it.Answer, it.Feedback))), ""
	}
	s, ok := answers(it)
	if !ok {
		return "", fmt.Sprintf("GIFT cannot hold questions of kind %s", it.Kind)
	}
	if s == "" && it.Kind != study.Essay {
		return "", "it has no answer GIFT could hold"
	}
	if it.Feedback != "" {
		s += "\n\t####" + escape(it.Feedback)
	}
	if strings.Contains(s, "\n") {
		s += "\n"
	}
	return "{" + s + "}", ""
}

// answers returns the answers of a question, or false if GIFT does not have its kind.
func answers(it *study.Item) (s string, ok bool) {
	var b strings.Builder
	switch it.Kind {
	case study.Essay:
	case study.TrueFalse:
		b.WriteString(strings.ToUpper(strconv.FormatBool(it.True)))
	case study.Short:
		for _, a := range it.Accept {
			b.WriteString(right(a.Weight) + escape(a.Text) + feedback(a.Feedback))
		}
	case study.Choice, study.Multiple:
		choiceText(&b, it)
	case study.Numeric:
		b.WriteString("#")
		for _, n := range it.Numbers {
			b.WriteString(right(n.Weight) + float(n.Min) + ".." + float(n.Max) + feedback(n.Feedback))
		}
	case study.Matching:
		for _, p := range it.Pairs {
			fmt.Fprintf(&b, "\n\t=%s -> %s", arrow(p.Left), arrow(p.Right))
		}
	default:
		return "", false
	}
	return b.String(), true
}

// right returns the mark before a right answer, with its weight unless that is 1.
func right(weight float64) string {
	if weight == 1 {
		return "\n\t="
	}
	return "\n\t=" + percent(weight)
}

func choiceText(b *strings.Builder, it *study.Item) {
	wrong := false
	for _, o := range it.Options {
		wrong = wrong || o.Weight <= 0 || it.Kind == study.Multiple
	}
	for i, o := range it.Options {
		switch {
		case it.Kind == study.Choice && o.Weight == 1 && (wrong || i > 0):
			b.WriteString("\n\t=")
		case o.Weight == 0:
			b.WriteString("\n\t~")
		default:
			b.WriteString("\n\t~" + percent(o.Weight))
		}
		b.WriteString(escape(o.Text) + feedback(o.Feedback))
	}
}

// arrow escapes one side of a pair, in which an arrow would end the left side.
func arrow(s string) string { return strings.ReplaceAll(escape(s), "->", "-&gt;") }

func float(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

func join(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, "<br>")
}

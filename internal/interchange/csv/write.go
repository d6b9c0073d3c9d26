package csv

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

// Write writes a table that Read accepts, and also Anki if it consists of notes with
// fields. It returns as skips what a table cannot hold. A collection that has notes of
// note types becomes a table of those; its questions are then written with two fields.
func Write(ctx context.Context, w io.Writer, entries study.Entries) ([]study.Skip, error) {
	g, err := stream.Gather(ctx, entries)
	if err != nil {
		return nil, err
	}
	out := &writer{b: bufio.NewWriter(w), g: g}
	if len(g.Types) == 0 {
		out.items()
	} else {
		out.fields()
	}
	return out.skips, out.b.Flush()
}

type writer struct {
	b     *bufio.Writer
	g     *stream.Gathered
	skips []study.Skip
}

func (w *writer) items() {
	lang := w.commonLang()
	heads := []string{"Question", "Answer", "Also", "Wrong", "Explanation", "Kind", "Image", "Tags", "Deck", "Lang", "Answer lang", "Guid"}
	used := map[int]bool{0: true, 1: true}
	var lines [][]string
	for _, n := range w.g.Notes {
		cells, why := itemCells(n.Item)
		if why != "" {
			w.skips = append(w.skips, study.Skip{What: "question " + clip(markup.Text(n.Item.Stem)), Why: why})
			continue
		}
		cells = append(cells, n.Item.Image, strings.Join(n.Tags, " "), w.g.DeckName(n), n.Item.Lang, n.Item.Alang, n.GUID)
		if cells[9] == lang {
			cells[9] = ""
		}
		for i, c := range cells {
			if c != "" {
				used[i] = true
			}
		}
		lines = append(lines, cells)
	}
	var cols []string
	for i, h := range heads {
		if used[i] {
			cols = append(cols, h)
		}
	}
	w.b.WriteString("#separator:tab\n#html:true\n")
	if lang != "" {
		fmt.Fprintf(w.b, "#lang:%s\n", lang)
	}
	fmt.Fprintf(w.b, "#columns:%s\n", strings.Join(cols, "\t"))
	for _, l := range lines {
		var row []string
		for i, c := range l {
			if used[i] {
				row = append(row, c)
			}
		}
		w.row(row)
	}
}

// commonLang returns the language of all decks, or "" if they differ.
func (w *writer) commonLang() string {
	lang, first := "", true
	for _, d := range w.g.Decks {
		if !first && d.Lang != lang {
			return ""
		}
		lang, first = d.Lang, false
	}
	return lang
}

// itemCells returns question, answer, also, wrong, explanation and kind, or the reason
// why a table cannot hold the question.
func itemCells(it *study.Item) (cells []string, why string) {
	right, also, wrong, why := answerCells(it)
	switch {
	case why != "":
		return nil, why
	case right == "":
		return nil, "it has no right answer to put into the table"
	}
	kind := string(it.Kind)
	if it.Kind == study.Choice {
		kind = "" // the wrong answers show it
	}
	cells = []string{it.Stem, right, also, wrong, it.Feedback, kind}
	for _, c := range cells[1:4] {
		if strings.Count(c, between) != strings.Count(c, " "+between+" ") {
			return nil, "an answer holds the character | that separates answers in a table"
		}
	}
	return cells, ""
}

// answerCells returns the right answer, other right answers and wrong answers, or the
// reason why a table cannot hold them.
func answerCells(it *study.Item) (right, also, wrong, why string) {
	switch it.Kind {
	case study.Recall, study.Essay:
		if it.Answer == "" {
			return "", "", "", "it has no answer to put into the table"
		}
		return it.Answer, "", "", ""
	case study.Short:
		right, also = acceptCells(it.Accept)
		return right, also, "", ""
	case study.TrueFalse:
		return strconv.FormatBool(it.True), "", "", ""
	case study.Numeric:
		if len(it.Numbers) != 1 || it.Numbers[0].Min != it.Numbers[0].Max {
			return "", "", "", "a table holds no ranges of numbers"
		}
		return strconv.FormatFloat(it.Numbers[0].Min, 'g', -1, 64), "", "", ""
	case study.Choice:
		right, wrong, why = optionCells(it.Options)
		return right, "", wrong, why
	}
	return "", "", "", fmt.Sprintf("a table cannot hold questions of kind %s", it.Kind)
}

// acceptCells returns the first answer, unless it is only partly right, and all others
// that are fully right.
func acceptCells(accept []study.Accept) (right, also string) {
	var others []string
	for i, a := range accept {
		switch {
		case a.Weight < 1:
		case i == 0:
			right = a.Text
		default:
			others = append(others, a.Text)
		}
	}
	return right, joined(others)
}

func optionCells(options []study.Option) (right, wrong, why string) {
	var wrongs []string
	for _, o := range options {
		switch {
		case o.Weight >= 1 && right == "":
			right = o.Text
		case o.Weight > 0:
			return "", "", "a table holds one right choice only"
		default:
			wrongs = append(wrongs, o.Text)
		}
	}
	return right, joined(wrongs), ""
}

func joined(answers []string) string { return strings.Join(answers, " "+between+" ") }

func (w *writer) fields() {
	width := 0
	for _, n := range w.g.Notes {
		width = max(width, len(n.Fields))
		if n.Item != nil {
			width = max(width, 2)
		}
	}
	one, names := w.onlyType()
	w.b.WriteString("#separator:tab\n#html:true\n#guid column:1\n")
	if one != nil {
		width = len(one.Fields)
		fmt.Fprintf(w.b, "#notetype:%s\n#deck column:2\n#tags column:%d\n", one.Name, width+3)
		fmt.Fprintf(w.b, "#columns:Guid\tDeck\t%s\tTags\n", strings.Join(names, "\t"))
	} else {
		fmt.Fprintf(w.b, "#notetype column:2\n#deck column:3\n#tags column:%d\n", width+4)
	}
	for _, n := range w.g.Notes {
		name, fields := w.g.Types[n.Type].Name, n.Note.Fields
		if n.Item != nil {
			cells, why := itemCells(n.Item)
			if why != "" {
				w.skips = append(w.skips, study.Skip{What: "question " + clip(markup.Text(n.Item.Stem)), Why: why})
				continue
			}
			name, fields = "Question", cells[:2]
		}
		guid := n.GUID
		if guid == "" {
			guid = stream.OwnGUID(n.ID)
		}
		row := []string{guid}
		if one == nil {
			row = append(row, name)
		}
		row = append(append(row, w.g.DeckName(n)), fields...)
		for extra := width - len(fields); extra > 0; extra-- {
			row = append(row, "")
		}
		w.row(append(row, strings.Join(n.Tags, " ")))
	}
}

// onlyType returns the note type of all notes, if they have only one and its field names
// can be written in a header. It also returns those names.
func (w *writer) onlyType() (*study.NoteType, []string) {
	if len(w.g.Types) != 1 {
		return nil, nil
	}
	for _, n := range w.g.Notes {
		if n.Item != nil {
			return nil, nil
		}
	}
	for _, t := range w.g.Types {
		var names []string
		for _, f := range t.Fields {
			if strings.ContainsAny(f.Name, "\t\n\r\"") {
				return nil, nil
			}
			names = append(names, f.Name)
		}
		return &t, names
	}
	return nil, nil
}

func (w *writer) row(cells []string) {
	for i, c := range cells {
		if i > 0 {
			w.b.WriteByte('\t')
		}
		if strings.ContainsAny(c, "\t\n\r\"") || i == 0 && strings.HasPrefix(c, "#") {
			c = `"` + strings.ReplaceAll(c, `"`, `""`) + `"`
		}
		w.b.WriteString(c)
	}
	w.b.WriteByte('\n')
}

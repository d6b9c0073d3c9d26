package apkg

import (
	"encoding/json"
	"fmt"
	"html"
	"strings"

	"carrel/internal/study"
)

// Carrel's own questions, which are not notes with fields, are exported as notes of two
// note types that every version of Anki can show. Their last field holds the whole
// question as JSON, so that Carrel can read it back without loss.
const (
	questionType = "Carrel question"
	gapsType     = "Carrel gaps"
	itemField    = "Carrel"
)

func ownTypes() (question, gaps study.NoteType) {
	const css = ".card { font-family: sans-serif; font-size: 20px; text-align: center; }\n"
	question = study.NoteType{
		ID: study.DeriveID("notetype", questionType), Name: questionType, Kind: study.Standard, CSS: css,
		Fields: []study.Field{{Name: "Question"}, {Name: "Answer"}, {Name: "Explanation"}, {Name: itemField}},
		Templates: []study.Template{{Name: "Card 1", Front: "{{Question}}",
			Back: "{{FrontSide}}\n\n<hr id=answer>\n\n{{Answer}}<br>{{Explanation}}"}},
	}
	gaps = study.NoteType{
		ID: study.DeriveID("notetype", gapsType), Name: gapsType, Kind: study.ClozeType, CSS: css + ".cloze { font-weight: bold; }\n",
		Fields:    []study.Field{{Name: "Text"}, {Name: "Explanation"}, {Name: itemField}},
		Templates: []study.Template{{Name: "Cloze", Front: "{{cloze:Text}}", Back: "{{cloze:Text}}<br>{{Explanation}}"}},
	}
	return question, gaps
}

// itemNote returns the note type and the fields with which a question is exported.
func itemNote(it *study.Item) (study.NoteType, []string, error) {
	b, err := json.Marshal(it)
	if err != nil {
		return study.NoteType{}, nil, err
	}
	data := html.EscapeString(string(b))
	question, gaps := ownTypes()
	switch {
	case it.Kind == study.Matching:
		var text strings.Builder
		text.WriteString(it.Stem)
		n := 0
		for _, p := range it.Pairs {
			if p.Left != "" {
				n++
				fmt.Fprintf(&text, "<br>%s – {{c%d::%s}}", p.Left, n, closable(p.Right))
			}
		}
		return gaps, []string{text.String(), it.Feedback, data}, nil
	case it.Kind == study.Cloze && len(it.Gaps) > 0:
		text := it.Stem
		for i := range it.Gaps {
			answer := closable(answerOf(&it.Gaps[i]))
			text = strings.ReplaceAll(text, fmt.Sprintf("{{%d}}", i+1), fmt.Sprintf("{{c%d::%s}}", i+1, answer))
		}
		return gaps, []string{text, it.Feedback, data}, nil
	}
	return question, []string{stemOf(it), answerOf(it), it.Feedback, data}, nil
}

// closable keeps an answer from closing the cloze that contains it.
func closable(s string) string { return strings.ReplaceAll(s, "}}", "} }") }

func stemOf(it *study.Item) string {
	var b strings.Builder
	if it.Image != "" {
		fmt.Fprintf(&b, `<img src="%s"><br>`, html.EscapeString(it.Image))
	}
	b.WriteString(it.Stem)
	if it.Kind == study.Choice || it.Kind == study.Multiple {
		b.WriteString("<ul>")
		for _, o := range it.Options {
			b.WriteString("<li>" + o.Text + "</li>")
		}
		b.WriteString("</ul>")
	}
	if it.Kind == study.TrueFalse {
		b.WriteString("<br>True or false?")
	}
	return b.String()
}

func answerOf(it *study.Item) string {
	if it.Answer != "" {
		return it.Answer
	}
	var parts []string
	switch it.Kind {
	case study.TrueFalse:
		if it.True {
			return "True"
		}
		return "False"
	case study.Numeric:
		for _, n := range it.Numbers {
			if n.Min == n.Max {
				parts = append(parts, fmt.Sprintf("%v", n.Min))
			} else {
				parts = append(parts, fmt.Sprintf("%v to %v", n.Min, n.Max))
			}
		}
		return strings.Join(parts, ", ")
	case study.Order:
		for _, o := range it.Options {
			parts = append(parts, o.Text)
		}
		return strings.Join(parts, "<br>")
	}
	for _, a := range it.Accept {
		if a.Weight > 0 {
			return a.Text
		}
	}
	for _, o := range it.Options {
		if o.Weight > 0 {
			parts = append(parts, o.Text)
		}
	}
	return strings.Join(parts, "<br>")
}

// ownItem returns the question in a note that Carrel exported, or nil for any other note.
func (t *noteType) ownItem(fields []string) *study.Item {
	if !t.own {
		return nil
	}
	var it study.Item
	data := fields[len(fields)-1]
	if json.Unmarshal([]byte(html.UnescapeString(data)), &it) != nil || it.Kind == "" {
		return nil
	}
	return &it
}

func isOwnType(t *study.NoteType) bool {
	n := len(t.Fields)
	return (t.Name == questionType || t.Name == gapsType) && n > 1 && t.Fields[n-1].Name == itemField
}

package stream

import (
	"testing"

	"carrel/internal/study"
)

func TestSimpleNotesAreQuestions(t *testing.T) {
	basic := study.NoteType{ID: study.DeriveID("t", "1"), Kind: study.Standard, Fields: []study.Field{{Name: "Front"}, {Name: "Back"}, {Name: "More"}},
		Templates: []study.Template{
			{Front: "{{Front}}", Back: "{{FrontSide}}\n\n<hr id=answer>\n\n{{Back}}"},
			{Front: "{{Back}}", Back: "{{FrontSide}}<hr id=answer>{{Front}}"},
			{Front: "{{Front}}<br>{{type:Back}}", Back: "{{FrontSide}}<hr>{{More}}"},
			{Front: "{{#More}}{{Front}}{{/More}}", Back: "{{Back}}"}}}
	cloze := study.NoteType{ID: study.DeriveID("t", "2"), Kind: study.ClozeType, Fields: []study.Field{{Name: "Text"}, {Name: "Extra"}},
		Templates: []study.Template{{Front: "{{cloze:Text}}", Back: "{{cloze:Text}}<br>\n{{Extra}}"}}}
	g := &Gathered{Types: map[study.ID]study.NoteType{basic.ID: basic, cloze.ID: cloze}}
	note := func(t study.NoteType, ords []int, fields ...string) Placed {
		p := Placed{Note: study.Note{ID: study.DeriveID("n", fields[0]), GUID: "g", Type: t.ID, Fields: fields}}
		for _, o := range ords {
			p.Cards = append(p.Cards, study.Card{Ord: o})
		}
		return p
	}
	out, ok := g.Questions(note(basic, []int{0, 1, 2}, "2+<anki-mathjax>2</anki-mathjax>", "4", "Count."))
	if !ok || len(out) != 3 {
		t.Fatalf("got %+v", out)
	}
	for i, want := range [][3]string{{`2+\(2\)`, "4", ""}, {"4", `2+\(2\)`, ""}, {`2+\(2\)`, "4", "Count."}} {
		it := out[i].Item
		if it.Stem != want[0] || it.Accept[0].Text != want[1] || it.Feedback != want[2] {
			t.Errorf("question %d is %+v, want %q", i, it, want)
		}
	}
	if out[0].ID == out[1].ID || out[0].GUID != "" {
		t.Error("a question passes for the note it was made of")
	}
	out, ok = g.Questions(note(cloze, []int{0, 1}, "The {{c1::sky}} is {{c2::blue::colour}}.", "Today"))
	if !ok || out[0].Item.Stem != "The {{1}} is {{2}}." || out[0].Item.Gaps[1].Stem != "colour" || out[0].Item.Feedback != "Today" {
		t.Errorf("got %+v, %v", out, ok)
	}
	for _, n := range []Placed{
		note(basic, []int{3}, "conditional", "x", ""), note(basic, []int{0}, "no answer", "", ""),
		note(cloze, []int{0}, "{{c1::two}} of {{c1::one}}", ""), note(cloze, []int{0}, "{{c1::nested {{c2::x}}}}", ""),
	} {
		if out, ok := g.Questions(n); ok {
			t.Errorf("%q became %+v", n.Fields[0], out[0].Item)
		}
	}
}
